"""Visitors that are programs: search engines, monitors, scrapers. They are not customers and are not counted.

The list is that of the CrawlerDetect project (package `crawlerdetect`, 30 kB, no dependencies), which follows what
crawlers call themselves. A program that calls itself a browser is not found; nobody's list finds it.
"""

from functools import lru_cache

from crawlerdetect import CrawlerDetect

MAX_USER_AGENT = 512
"""Real browsers stay below; more than this is not read, so that nobody can make the check slow."""


@lru_cache(maxsize=1024)
def is_bot(user_agent: str) -> bool:
    """Tell whether a user agent is that of a known program; an empty one tells nothing and is none."""
    return bool(_detector().is_crawler(user_agent[:MAX_USER_AGENT]))


@lru_cache(maxsize=1)
def _detector() -> CrawlerDetect:
    return CrawlerDetect()
