THUMBNAIL_SIZES = [32, 64, 128, 256, 512, 1024, 2048, 4096]


class ThumbnailFormat:
    ORIGINAL = "original"
    AVIF = "avif"
    WEBP = "webp"

    CHOICES = [(ORIGINAL, "Original"), (AVIF, "AVIF"), (WEBP, "WebP")]
