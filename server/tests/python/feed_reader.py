"""Reads a feed from standard input as feed readers do, and tells on standard output what it found, as JSON."""

import json
import sys

import feedparser

# What feedparser makes of the words of a feed would hide what the feed itself says.
found = feedparser.parse(
    sys.stdin.buffer.read(),
    response_headers={"content-type": sys.argv[1]},
    sanitize_html=False,
    resolve_relative_uris=False,
)


def entry(one):
    return {
        "id": one.get("id"),
        "title": one.get("title"),
        "link": one.get("link"),
        "published": one.get("published_parsed"),
        "updated": one.get("updated_parsed"),
        "authors": [author.get("name") for author in one.get("authors", [])],
        "tags": [tag.get("label") or tag.get("term") for tag in one.get("tags", [])],
        "summary": one.get("summary"),
        "content": [content.get("value") for content in one.get("content", [])],
        "pictures": [
            link.get("url") or link.get("href") for link in one.get("enclosures", []) + one.get("media_content", [])
        ],
    }


json.dump(
    {
        "fault": str(found.get("bozo_exception", "")) if found.bozo else None,
        "version": found.version,
        "encoding": found.encoding,
        "id": found.feed.get("id"),
        "title": found.feed.get("title"),
        "subtitle": found.feed.get("subtitle"),
        "link": found.feed.get("link"),
        "links": [[link.get("rel"), link.get("href")] for link in found.feed.get("links", [])],
        "updated": found.feed.get("updated_parsed"),
        "entries": [entry(one) for one in found.entries],
    },
    sys.stdout,
)
