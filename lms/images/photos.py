"""What a camera writes beside a picture: where it was taken, when, with what. Nothing of that is kept, let alone shown."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageOps, ImageSequence

#: What belongs to the picture itself: its colours, what is see-through, how an animation runs.
KEPT = {"icc_profile", "transparency", "background", "disposal"}
#: As good as the original to the eye; what pages show is smaller anyhow.
QUALITY = 90
#: Two pictures in one, as some phones take them; the first is a plain JPEG.
STEREO = "MPO"


class BrokenPicture(Exception):
    """It begins like a picture and is none."""


def drawn_anew(file: IO[bytes]) -> bytes:
    """The same picture in the same format, upright, without anything that was written beside it. Raises BrokenPicture."""
    drawn = BytesIO()
    try:
        with Image.open(file) as picture:
            format_name = "JPEG" if picture.format == STEREO else picture.format
            several = picture.format != STEREO and getattr(picture, "n_frames", 1) > 1
            running = _running(picture) if several else {}
            _bare(picture).save(drawn, format_name, quality=QUALITY, **running)
    except (OSError, SyntaxError, ValueError, IndexError, struct.error) as error:
        raise BrokenPicture(str(error)) from error
    return drawn.getvalue()


def _running(picture: Image.Image) -> dict[str, Any]:
    """The further frames of an animation, and how long each of all stands, in milliseconds."""
    frames = [(_bare(frame), frame.info.get("duration", 0)) for frame in ImageSequence.Iterator(picture)]
    picture.seek(0)
    durations = [duration for _frame, duration in frames]
    return {
        "save_all": True,
        "append_images": [frame for frame, _duration in frames[1:]],
        "duration": durations,
        "loop": picture.info.get("loop", 0),
    }


def _bare(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    upright.info = {name: value for name, value in upright.info.items() if name in KEPT}
    return upright
