"""Blocks around something that is taken along: a recording, a document, a hand-out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue, TextBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from lms import block_samples as samples


class AudioBlock(StructBlock):
    audio = AudioChooserBlock(label=_("Audio"))
    transcript = TextBlock(label=_("Transcript"), help_text=_("Word for word: many read it where they cannot listen."))

    def get_preview_value(self) -> StructValue:
        return self.normalize({"audio": samples.sound(), "transcript": "Anak yang bercerita itu berani. Dengarkan dia."})

    class Meta:
        icon = "media"
        help_text = _("Nothing plays by itself; how much it loads is shown.")
        label = _("Audio")
        template = "blocks/audio.html"


class VideoBlock(StructBlock):
    video = VideoChooserBlock(label=_("Video"))
    transcript = TextBlock(label=_("Transcript"))

    def get_preview_value(self) -> StructValue:
        return self.normalize({"video": samples.film(), "transcript": "Seorang ibu duduk di samping anaknya, dan mendengarkan."})

    class Meta:
        icon = "media"
        help_text = _("Nothing plays by itself; how much it loads is shown.")
        label = _("Video")
        template = "blocks/video.html"


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    text = CharBlock(label=_("What it is"))

    def get_preview_value(self) -> StructValue:
        return self.normalize({"document": samples.document(), "text": "Surat untuk orang tua"})

    class Meta:
        icon = "download"
        help_text = _("A file to take along. Say what it is; the size is shown.")
        label = _("Download")
        template = "blocks/download.html"


class HandoutBlock(StructBlock):
    page = PageChooserBlock(page_type="modules.Handout", label=_("Hand-out"))
    text = CharBlock(label=_("What it is for"))

    def get_preview_value(self) -> StructValue:
        return self.normalize({"page": samples.page(), "text": "Cetak dan isi bersama di rumah."})

    class Meta:
        icon = "doc-full"
        help_text = _("Leads to a sheet to print, as a page and as PDF.")
        label = _("Hand-out")
        template = "blocks/handout.html"
