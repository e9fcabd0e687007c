"""evenkeel.toml of a household, from its tables. Keys are written in the order given; one that is None is left out."""
import json


class Toml(str):
    """A value written as it stands: a date, an inline table."""


def value(given):
    if isinstance(given, Toml):
        return given
    if isinstance(given, dict):
        return "{ " + ", ".join(f"{key} = {value(one)}" for key, one in given.items()) + " }"
    return json.dumps(given, ensure_ascii=False)  # strings, numbers, true and false, lists: as in TOML


def table(head, inside="", **keys):
    """[HEAD] or, given "[HEAD]", [[HEAD]]."""
    lines = "".join(f"{key} = {value(one)}\n" for key, one in keys.items() if one is not None)
    return f"\n[{head}]\n{lines}{inside}"


def household(state="state", **keys):
    return table("household", id="hazel-street", name="Alex & Sam", time_zone="Europe/London", state=state, **keys)


def vdir(url):
    return dict(kind="vdir", url=url)


def caldav(url, user, password=None):
    """Its password is that of USER, in a file beside the configuration."""
    return dict(kind="caldav", url=url, user=user, password=password or {"file": f"{user}.password"})


def partner(id_, *calendars, **keys):
    """Keys of the partner; each of CALENDARS is a connection, named work if it has no name, or the lines of one."""
    own = dict(name=id_.capitalize(), email=f"{id_}@example.org") | keys
    tables = (table("[partner.calendar]", **(dict(name="work") | one)) if isinstance(one, dict) else
              table("[partner.calendar]", one, name="work") for one in calendars)
    return table("[partner]", "".join(tables), id=id_, **own)


def shared(calendar, more="", organizer="home@example.org", **keys):
    """CALENDAR is a connection; MORE are lines."""
    return table("shared", more, **calendar, organizer=organizer, **keys)


def pick_up(**keys):
    return table("[coverage]", **dict(id="pick-up", title="School pick-up", time="15:15-16:00",
                                      rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") | keys)


def alignment(**keys):
    return table("[routine]", **dict(id="alignment", title="Weekly alignment", **{"with": ["alex", "sam"]}, every="week",
                                     duration="30m", agenda=["risks", "promises", "ahead"]) | keys)


def mail(port):
    return table("mail", smtp=f"smtp://127.0.0.1:{port}", **{"from": "Household <home@example.org>"})
