"""Plain language, measured: words, sentences, banned words. A pure function of text.

The bounds are the office's authoring rules: a mean of at most 12 words a sentence, none above 25
(measured over running text; titles, choices and table-like fragments count only for banned words).
There is no calibrated reading-ease formula for Indonesian, so none is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MEAN_WORDS = 12.0
LONGEST_SENTENCE = 25
WORDS_PER_MINUTE = 130

#: Words that blame, shame or confuse, with what to write instead.
BANNED = {
    "aib": "sebut yang dialami anak, bukan rasa malu",
    "pornografi anak": "materi kekerasan seksual anak",
    "pelacur anak": "anak korban eksploitasi seksual",
    "prostitusi anak": "eksploitasi seksual anak",
    "suka sama suka": "anak tidak dapat menyetujui kekerasan",
    "oknum": "sebut perannya: pelaku",
    "wajib diisi": "katakan apa yang perlu ditulis",
    "dilarang keras": "katakan apa yang sebaiknya dilakukan",
    "barang siapa": "siapa pun",
    "sebagaimana dimaksud": "sebut langsung",
    "dalam rangka": "untuk",
    "gadis nakal": "anak",
    "anak nakal": "anak",
    "korban yang memancing": "anak tidak pernah memancing kekerasan",
}

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,:]*", re.UNICODE)
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+|(?<=:)\s*\n")
_MARKDOWN = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#>]+|^\s*(?:[-+•]|\d+[.)])\s+", re.MULTILINE)
_ABBREVIATION = re.compile(r"\b(No|Ps|dll|dsb|dst|Jl|jo|s\.d|a\.n|Permendikdasmen|hlm)\.(?=\s)", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What was measured: counts are words."""

    words: int
    sentences: int
    longest: int
    longest_sentence: str

    @property
    def mean(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0


def plain(markdown: str) -> str:
    """Text without Markdown marks; a link keeps its words."""
    return _MARKDOWN.sub(lambda match: match.group(1) or "", markdown)


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """Sentences of running text. A line break ends a sentence, an abbreviation's full stop does not."""
    guarded = _ABBREVIATION.sub(r"\1", plain(text))
    return [part.strip() for part in _END.split(guarded) if part and words_of(part)]


def banned_in(text: str) -> tuple[str, ...]:
    lowered = plain(text).lower()
    return tuple(word for word in BANNED if re.search(rf"\b{re.escape(word)}\b", lowered))


def measure(texts: Iterable[str]) -> Reading:
    """Measure running text, given in pieces (paragraphs, list items, bubbles)."""
    sentences = [sentence for piece in texts for sentence in sentences_of(piece)]
    lengths = [len(words_of(sentence)) for sentence in sentences]
    longest = max(lengths, default=0)
    return Reading(
        words=sum(lengths),
        sentences=len(sentences),
        longest=longest,
        longest_sentence=sentences[lengths.index(longest)] if lengths else "",
    )


#: English words that a reader may stumble over; reported, because some are the only known name of a thing.
ENGLISH = frozenset(
    """
    account add alert app background block browser chat check click comment content cyber deepfake delete device download
    email fake follow friend gadget game gaming grooming group handphone hoax influencer influence like link live livestream
    log login logout mute offline online parent password post posting privacy private profile public report reset safe
    safety save screenshot selfie setting settings sexting sextortion share sharing sign smartphone spam stop story
    streaming subscribe support tag teen thread timeline tips update upload user username video voice website
    """.split()
)
#: Words that begin with "di" and are no passive verbs.
NOT_PASSIVE = frozenset(
    """
    dia dialah diam diri dirinya dingin dinding dinas diskusi digital dialog diare dimensi direktur disiplin distribusi
    divisi dini dinamika dilema diagram diet difabel disabilitas dua
    """.split()
)
_PASSIVE = re.compile(r"\bdi[a-z]{4,}\b")


def passive_share(text: str) -> float:
    """Share of sentences with a passive verb (di-…), between 0 and 1. A rough count: Indonesian's passive is often the plainer form."""
    sentences = sentences_of(text)
    passive = sum(any(word not in NOT_PASSIVE for word in _PASSIVE.findall(sentence.lower())) for sentence in sentences)
    return passive / len(sentences) if sentences else 0.0


def english_in(text: str) -> list[str]:
    """The English words used, in alphabetical order."""
    return sorted({word.lower() for word in words_of(plain(text))} & ENGLISH)
