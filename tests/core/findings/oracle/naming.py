"""How a household event names partners, and the words that make it theirs (DESIGN 5)."""
import re

from .classification import own_partstat

WORDS = {"trip": "travel", "away": "travel", "travel": "travel", "leave": "leave", "off": "leave", "holiday": "leave",
         "home": "remote-day", "support": "support", "pause": "pause"}
GONE = ("DECLINED", "DELEGATED")


def names_of(person):
    return (person.id.casefold(), person.name.casefold())


def listed(summary, partners):
    """The partners of the list before the first colon of SUMMARY."""
    head, colon, _ = summary.partition(":")
    if not colon:
        return []
    entries = [entry.strip().casefold() for entry in re.split(r"[,&+]|(?<!\S)[aA][nN][dD](?!\S)", head)]
    return [partner for partner in partners if "both" in entries or any(name in entries for name in names_of(partner))]


def word_of(summary):
    """The kind (or support, pause) of the first word after the colon."""
    match = re.match(r"[^:]*:\s*([^\s,;:.!?(]*)", summary)
    return WORDS.get(match[1].casefold()) if match else None


def not_gone(component, partners):
    return [partner for partner in partners if own_partstat(component, partner) not in GONE]


def named(component, partners):
    """All partners a household event names: by attendee, category or list."""
    summary = component.text("SUMMARY")
    categories = [category.strip().casefold() for category in component.categories()]
    found = listed(summary, partners)
    chosen = [partner for partner in partners
              if partner in found or own_partstat(component, partner) is not None
              or any(name in categories for name in names_of(partner))]
    return not_gone(component, chosen)
