"""A household as data: its configuration (TOML as dict), its calendar objects by directory, and now."""
import datetime as dt
import json
import os
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass
class CalendarObject:
    """The components of one .ics file, each (name, content lines)."""
    components: list

    def text(self):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//households//EN"]
        for name, properties in self.components:
            lines += [f"BEGIN:{name}", *properties, f"END:{name}"]
        return "\r\n".join([*lines, "END:VCALENDAR", ""])


@dataclass
class RandomHousehold:
    configuration: dict
    now: int
    calendars: dict = field(default_factory=dict)

    def write(self, root):
        """Lays the household out in ROOT (the state beside it) and returns the path of its configuration."""
        for name, objects in self.calendars.items():
            os.makedirs(os.path.join(root, name), exist_ok=True)
            for number, one in enumerate(objects):
                with open(os.path.join(root, name, f"{number:03}.ics"), "w", encoding="utf-8", newline="") as handle:
                    handle.write(one.text())
        path = os.path.join(root, "evenkeel.toml")
        with open(path, "w", encoding="utf-8") as handle:
            handle.write(toml(self.configuration))
        return path

    def now_text(self):
        return dt.datetime.fromtimestamp(self.now, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def toml(configuration):
    """One key a line; tables and arrays of tables inline, elements of outer arrays a line each."""
    lines = []
    for key, value in configuration.items():
        if isinstance(value, list):
            elements = "".join(f"  {toml_value(one)},\n" for one in value)
            lines.append(f"{key} = [\n{elements}]")
        else:
            lines.append(f"{key} = {toml_value(value)}")
    return "\n".join(lines) + "\n"


def toml_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(one) for one in value) + "]"
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return str(float(value)) if isinstance(value, Fraction) else str(value)


def toml_key(key):
    return f'"{key}"' if "," in key else key
