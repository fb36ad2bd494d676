"""Every block draws itself, and keeps its promises: words beside icons, no script needed, nothing plays by itself."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from wagtail.blocks import StructBlockValidationError
from wagtailmedia.models import get_media_model

from lms.blocks import BodyBlock
from lms.images.models import CustomImage

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><path d="M0 0h400v300z"/></svg>'


def drawn(kind: str, value: Any, **context: Any) -> str:
    stream = BodyBlock().to_python([{"type": kind, "value": value, "id": "1"}])
    template = Template("{% load wagtailcore_tags %}{% for block in stream %}{% include_block block %}{% endfor %}")
    return template.render(Context({"stream": stream, **context}))


def drawing(title: str = "gim.svg", size: int = 2_000) -> CustomImage:
    image = CustomImage(title=title, file=ContentFile(SVG, name=title), width=400, height=300)
    image.save()
    CustomImage.objects.filter(pk=image.pk).update(file_size=size)
    return image


def picture(image: CustomImage, **more: Any) -> dict[str, Any]:
    return {"image": image.pk, "alt_text": "Anak bermain gim", "decorative": False, **more}


def test_a_choice_of_check_yourself_holds_its_feedback_with_a_word_for_right_and_not_yet() -> None:
    choices = [
        {"text": "Dengar", "correct": True, "feedback": "Ia merasa aman."},
        {"text": "Tanyai", "correct": False, "feedback": "Pelan saja."},
    ]
    html = drawn("check", {"question": "Apa dahulu?", "choices": choices})
    assert html.count("<details>") == html.count("<summary>") == 2
    right, other = html.split("<details>")[1:]
    assert 'class="right"' in right
    assert "Ia merasa aman." in right
    assert 'class="wrong"' not in right
    assert 'class="wrong"' in other
    assert "Pelan saja." in other
    assert 'class="right"' not in other


def test_right_and_wrong_are_said_in_words_and_not_by_colour_alone() -> None:
    html = drawn("right_wrong", {"title": "Kalimat", "pairs": [{"wrong": "Kenapa?", "right": "Terima kasih.", "why": ""}]})
    assert re.search(r"<b>[^<]+</b> Kenapa\?", html)
    assert re.search(r"<b>[^<]+</b> Terima kasih\.", html)


def test_a_content_note_leads_to_the_heading_it_names() -> None:
    note = drawn("content_note", {"text": "Ada cerita.", "skip_to": "Yang dapat Anda lakukan"})
    heading = drawn("heading", "Yang dapat Anda lakukan")
    assert re.search(r'href="#([^"]+)"', note).group(1) == re.search(r'id="([^"]+)"', heading).group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize(("topic", "fits"), [("a" * 60, True), ("a" * 61, False), ("Jaga anak", False), ("", False)])
def test_a_topic_is_one_that_an_address_can_hold(topic: str, fits: bool) -> None:
    block = BodyBlock().child_blocks["leader_message"]
    with nullcontext() if fits else pytest.raises(StructBlockValidationError):
        block.clean({"topic": topic})


@pytest.mark.parametrize("kind", BodyBlock().child_blocks)
def test_a_draft_with_nothing_filled_in_can_be_looked_at(kind: str) -> None:
    block = BodyBlock().child_blocks[kind]
    drawn(kind, block.get_prep_value(block.get_default()) or "")


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_nothing_plays_by_itself_and_the_transcript_is_there(kind: str) -> None:
    media = get_media_model().objects.create(title="Pesan", type=kind, duration=185, file=ContentFile(b"x" * 2048, name=f"a.{kind}"))
    html = drawn(kind, {kind: media.pk, "transcript": "Kata demi kata."})
    assert f'<{kind} controls preload="none"' in html
    assert "autoplay" not in html
    assert "Kata demi kata." in html
    assert "3:05" in html
    assert "2" in html.split("3:05")[1][:20]


def test_a_picture_says_its_size_in_pixels_so_that_the_text_does_not_jump() -> None:
    html = drawn("picture", {"image": picture(drawing()), "caption": ""})
    assert 'alt="Anak bermain gim" width="400" height="300" loading="lazy" decoding="async"' in html


def test_a_decorative_picture_is_silent() -> None:
    html = drawn("picture", {"image": picture(drawing(), alt_text="", decorative=True), "caption": ""})
    assert 'alt=""' in html


@pytest.mark.parametrize(("size", "waits"), [(10 * 1024, False), (10 * 1024 + 1, True)])
def test_in_low_data_mode_a_heavy_picture_waits_for_a_tap_that_names_its_size(size: int, waits: bool) -> None:
    html = drawn("picture", {"image": picture(drawing(size=size)), "caption": ""}, low_data=True)
    assert ("<img" not in html) is waits
    assert ("data-picture" in html and "KB" in html and "Anak bermain gim" in html) is waits


def test_without_low_data_a_heavy_picture_is_simply_there() -> None:
    assert "<img" in drawn("picture", {"image": picture(drawing(size=90_000)), "caption": ""}, low_data=False)


def test_all_panels_of_a_story_come_in_one_query_of_pictures(django_assert_num_queries: Any) -> None:
    panels = [{"image": picture(drawing(f"g{number}.svg")), "text": f"Panel {number}"} for number in range(6)]
    with django_assert_num_queries(1):
        html = drawn("story", {"title": "Cerita", "panels": panels})
    assert html.count("<img") == 6
