"""StreamField blocks: what a lesson, a guide or a page is made of.

Each block is a slice: its class here, ``templates/blocks/<name>.html``, ``static/lms/css/learn/NN-<name>.css`` (named like the
template and its root class, with hyphens), and a preview value, so that an editor sees what it will look like. Field names
equal those of the content files (``modules/content_schema.py``).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RegexBlock,
    RichTextBlock,
    StaticBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)
from wagtail.images.blocks import ImageBlock

from lms import block_samples as samples
from lms.file_blocks import AudioBlock, DownloadBlock, HandoutBlock, VideoBlock

INLINE = ["bold", "italic", "link"]
RICH = [*INLINE, "ol", "ul", "document-link"]


class OpeningBlock(TextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("One question to the reader, at the very beginning."), **kwargs})

    class Meta:
        icon = "help"
        label = _("Opening question")
        template = "blocks/opening.html"
        preview_value = "Siapa yang pertama Anda tanya bila anak tampak murung setelah memegang gawai?"


class HeadingBlock(CharBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("Short. A content note can lead to it."), **kwargs})

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = "Mulai dari mendengar"


class ProseBlock(RichTextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": RICH, "help_text": _("Short paragraphs, at most 12 words a sentence on average."), **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/prose.html"
        preview_value = "<p>Anak bercerita bila ia merasa aman. Dengarkan dahulu. Nasihat bisa menunggu.</p>"


class PictureBlock(StructBlock):
    image = ImageBlock(label=_("Picture"), help_text=_("Say what it means, or mark it as decorative."))
    caption = CharBlock(required=False, label=_("Caption"))

    def get_preview_value(self) -> StructValue:
        return self.normalize({"image": samples.picture(), "caption": "Duduk sejajar, lalu dengarkan."})

    class Meta:
        icon = "image"
        help_text = _("A picture that says something. A mere ornament is better left out.")
        label = _("Picture")
        template = "blocks/picture.html"


class PanelBlock(StructBlock):
    image = ImageBlock(required=False, label=_("Picture"))
    text = TextBlock(label=_("Text"))

    class Meta:
        icon = "image"
        label = _("Panel")


class StoryBlock(StructBlock):
    title = CharBlock(label=_("Title"))
    panels = ListBlock(PanelBlock(), min_num=2, max_num=10, label=_("Panels"))

    def get_preview_value(self) -> StructValue:
        panels = [
            {"image": samples.picture(), "text": "Seorang anak mendapat pesan dari orang yang ramah."},
            {"image": samples.picture(), "text": "Ia bercerita kepada ibunya."},
        ]
        return self.normalize({"title": "Teman baru", "panels": panels})

    class Meta:
        icon = "openquote"
        help_text = _("Two to ten panels, each with a sentence or two. Nobody in it is a real person.")
        label = _("Story in panels")
        template = "blocks/story.html"


class RightWrongPairBlock(StructBlock):
    wrong = TextBlock(label=_("Wrong"))
    right = TextBlock(label=_("Right"))
    why = TextBlock(required=False, label=_("Why"))

    class Meta:
        icon = "tick"
        label = _("Pair")


class RightWrongBlock(StructBlock):
    title = CharBlock(label=_("Title"))
    pairs = ListBlock(RightWrongPairBlock(), min_num=1, label=_("Pairs"))

    class Meta:
        icon = "tick-inverse"
        help_text = _("What is often said, and what helps instead. “Why” may stay empty.")
        label = _("Right and wrong")
        template = "blocks/right_wrong.html"
        preview_value = {
            "title": "Kalimat yang menolong",
            "pairs": [{"wrong": "Kenapa kamu tidak hati-hati?", "right": "Terima kasih sudah cerita.", "why": "Anak tidak bersalah."}],
        }


class StepBlock(StructBlock):
    title = CharBlock(label=_("Step"))
    text = TextBlock(required=False, label=_("Explanation"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(StructBlock):
    title = CharBlock(label=_("Title"))
    items = ListBlock(StepBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        help_text = _("What to do first, second, third; at least two steps. The explanation may stay empty.")
        label = _("Steps")
        template = "blocks/steps.html"
        preview_value = {"title": "Lima langkah", "items": [{"title": "Tenang", "text": "Tarik napas."}, {"title": "Dengar", "text": ""}]}


class KeyMessageBlock(TextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("The one sentence that shall stay."), **kwargs})

    class Meta:
        icon = "pick"
        label = _("Key message")
        template = "blocks/key_message.html"
        preview_value = "Anak tidak pernah bersalah atas kekerasan yang ia alami."


class ReflectionBlock(TextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("A question to think about. Nobody writes the answer down."), **kwargs})

    class Meta:
        icon = "comment"
        label = _("Reflection question")
        template = "blocks/reflection.html"
        preview_value = "Kapan terakhir Anda mengobrol tanpa gawai dengan anak?"


class MondayBlock(TextBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("One small thing that can be done at once."), **kwargs})

    class Meta:
        icon = "calendar-check"
        label = _("What to do on Monday")
        template = "blocks/monday.html"
        preview_value = "Sapa satu keluarga. Tanyakan kabar anak mereka."


class CheckChoiceBlock(StructBlock):
    text = TextBlock(label=_("Choice"))
    correct = BooleanBlock(required=False, label=_("Right"))
    feedback = TextBlock(label=_("Feedback"), help_text=_("Kind, and it explains."))

    class Meta:
        icon = "radio-full"
        label = _("Choice")


class CheckBlock(StructBlock):
    """Ungraded, feedback on the spot, without any script: each choice is a disclosure that holds its feedback."""

    question = TextBlock(label=_("Question"))
    choices = ListBlock(CheckChoiceBlock(), min_num=2, max_num=5, label=_("Choices"))

    class Meta:
        icon = "success"
        help_text = _("One question with two to five choices, without marks. Kind feedback stands at each choice, also at a wrong one.")
        label = _("Check yourself")
        template = "blocks/check.html"
        preview_value = {
            "question": "Apa kata pertama Anda?",
            "choices": [
                {"text": "Terima kasih sudah cerita.", "correct": True, "feedback": "Anak merasa dipercaya."},
                {"text": "Sudah Ibu bilang!", "correct": False, "feedback": "Kalimat ini membuat anak diam."},
            ],
        }


class BubbleBlock(StructBlock):
    who = CharBlock(label=_("Who speaks"))
    text = TextBlock(label=_("Words"))
    side = ChoiceBlock(choices=[("other", _("The other")), ("self", _("The reader"))], default="other", label=_("Side"))

    class Meta:
        icon = "comment"
        label = _("Bubble")


class ConversationBlock(StructBlock):
    title = CharBlock(label=_("Title"))
    bubbles = ListBlock(BubbleBlock(), min_num=2, label=_("Bubbles"))
    after = TextBlock(required=False, label=_("Afterwards"))

    class Meta:
        icon = "group"
        help_text = _("What two people say to each other. “Side” tells on which side a bubble stands.")
        label = _("Conversation")
        template = "blocks/conversation.html"
        preview_value = {
            "title": "Sore di teras",
            "bubbles": [
                {"who": "Anak", "text": "Bu, ada yang mau aku ceritakan.", "side": "other"},
                {"who": "Ibu", "text": "Terima kasih. Ibu dengarkan.", "side": "self"},
            ],
            "after": "",
        }


class ContentNoteBlock(StructBlock):
    text = TextBlock(label=_("What is coming"))
    skip_to = CharBlock(label=_("Skip to the heading"), help_text=_("Exactly the words of a heading further down."))

    class Meta:
        icon = "warning"
        help_text = _("Before heavy matter: what is coming, and a link that skips it.")
        label = _("Content note")
        template = "blocks/content_note.html"
        preview_value = {"text": "Bagian ini bercerita tentang pemerasan.", "skip_to": "Yang dapat Anda lakukan"}


class FillInValue(StructValue):
    @property
    def blank_lines(self) -> range:
        return range(self.get("lines") or 1)


class FillInBlock(StructBlock):
    """Lines to write on, for what is printed."""

    title = CharBlock(label=_("Title"))
    labels = ListBlock(CharBlock(), min_num=1, label=_("What to write"))
    lines = IntegerBlock(min_value=1, max_value=12, default=1, label=_("Lines for each"))

    class Meta:
        icon = "edit"
        help_text = _("For print: what to write, and how many empty lines for each.")
        label = _("Lines to fill in")
        template = "blocks/fill_in.html"
        value_class = FillInValue
        preview_value = {"title": "Kesepakatan kami", "labels": ["Jam tanpa gawai", "Tempat gawai di malam hari"], "lines": 1}


class TableBlock(StructBlock):
    """A table; empty cells are to be written in."""

    title = CharBlock(label=_("Title"))
    headings = ListBlock(CharBlock(), min_num=2, label=_("Headings"))
    rows = ListBlock(ListBlock(CharBlock(required=False), label=_("Cells")), min_num=1, label=_("Rows"))

    class Meta:
        icon = "table"
        help_text = _("Each row has as many cells as there are headings; an empty cell is to be written in.")
        label = _("Table")
        template = "blocks/table.html"
        preview_value = {
            "title": "Ke mana melapor",
            "headings": ["Keadaan", "Kanal"],
            "rows": [["Darurat", "110"], ["Pendampingan", "129"]],
        }


#: As the field of a message and the addresses of a topic take it.
LONGEST_TOPIC = 60


class LeaderMessageBlock(StructBlock):
    """The place of the nearest leader's message on a topic; who that is, the page finds out."""

    topic = RegexBlock(
        regex=r"^[a-z0-9-]+$", label=_("Topic"), error_messages={"invalid": _("Small letters, digits and hyphens: percaya-anak.")}
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        try:
            MaxLengthValidator(LONGEST_TOPIC)(cleaned["topic"])
        except ValidationError as problem:
            raise StructBlockValidationError({"topic": problem}) from problem
        return cleaned

    class Meta:
        icon = "user"
        help_text = _("The place for the message that is nearest to the reader. Which one that is, the site finds out.")
        label = _("Leader's message")
        template = "blocks/leader_message.html"
        preview_value = {"topic": "jaga-anak"}


class HelpStripBlock(StaticBlock):
    class Meta:
        icon = "help"
        label = _("Help strip")
        admin_text = _("The numbers 110 and SAPA 129.")
        template = "blocks/help_strip.html"
        preview_value = None


class SourceBlock(StructBlock):
    text = TextBlock(label=_("Source"))
    seen = CharBlock(required=False, label=_("Seen on"))

    class Meta:
        icon = "link"
        label = _("Source")


class SourcesBlock(StructBlock):
    items = ListBlock(SourceBlock(), min_num=1, label=_("Sources"))

    class Meta:
        icon = "list-ul"
        help_text = _("Where it stands, and on which day somebody looked.")
        label = _("Source note")
        template = "blocks/sources.html"
        preview_value = {"items": [{"text": "UU 12/2022", "seen": "2026-11-23"}]}


class RelatedPageBlock(StructBlock):
    page = PageChooserBlock(label=_("Page"))
    text = CharBlock(required=False, label=_("Words"))

    def get_preview_value(self) -> StructValue:
        return self.normalize({"page": samples.page(), "text": "Baca juga: kesepakatan keluarga"})

    class Meta:
        icon = "link"
        help_text = _("Leads on to a page of this site. Without words of its own the link says the page's title.")
        label = _("Link to a page")
        template = "blocks/related_page.html"


class BodyBlock(StreamBlock):
    """What a page's body may hold."""

    opening = OpeningBlock()
    heading = HeadingBlock()
    text = ProseBlock()
    picture = PictureBlock()
    story = StoryBlock()
    right_wrong = RightWrongBlock()
    steps = StepsBlock()
    key_message = KeyMessageBlock()
    reflection = ReflectionBlock()
    monday = MondayBlock()
    check = CheckBlock()
    conversation = ConversationBlock()
    content_note = ContentNoteBlock()
    audio = AudioBlock()
    video = VideoBlock()
    download = DownloadBlock()
    handout = HandoutBlock()
    fill_in = FillInBlock()
    table = TableBlock()
    leader_message = LeaderMessageBlock()
    help_strip = HelpStripBlock()
    related_page = RelatedPageBlock()
    sources = SourcesBlock()
