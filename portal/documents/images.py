"""Pictures are drawn anew: what cannot be drawn is no picture, and place, time and device of a photo stay with its owner."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.lib.errors import Refused

# A phone's best camera; a bomb of a few kilobytes announces far more.
MAX_PIXELS = 60_000_000
MAX_SIDE = 4096
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}


def clean_image(content: bytes, extension: str) -> bytes:
    """The picture without metadata, upright, at most 4,096 pixels a side."""
    expected = FORMATS[extension]
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if picture.format != expected:
                raise Refused(f"文件名以 .{extension} 结尾，里面却是 {picture.format} 图片，请另存后再传，不要只改文件名。", "wrong_extension")
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused("图片的像素太多，请缩小到 6000 万像素以内再传。", "too_many_pixels")
            return _redraw(picture, expected)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("图片的像素太多，请缩小到 6000 万像素以内再传。", "too_many_pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused("图片打不开，可能没有传完或已损坏，请重新拍照或另存后再传。", "bad_image") from error


def _redraw(picture: Image.Image, form: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    if form == "JPEG":
        upright.convert("RGB").save(out, "JPEG", quality=88)
    else:
        # A fresh canvas: chunks of text and profiles of the old file are not carried along.
        mode = "RGBA" if upright.mode in ("RGBA", "LA", "P", "PA") else "RGB"
        fresh = Image.new(mode, upright.size)
        fresh.paste(upright.convert(mode))
        fresh.save(out, "PNG", optimize=True)
    return out.getvalue()
