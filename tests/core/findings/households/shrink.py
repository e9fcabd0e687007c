"""Cuts a household down while it still shows what it shows."""
import copy


def pieces(household):
    """Every way to leave something out, large things first: functions that change a copy."""
    for name, objects in household.calendars.items():
        half = len(objects) // 2
        if half:
            yield lambda h, name=name, half=half: h.calendars[name].__delitem__(slice(half))
            yield lambda h, name=name, half=half: h.calendars[name].__delitem__(slice(half, None))
        for index in range(len(objects)):
            yield lambda h, name=name, index=index: h.calendars[name].pop(index)
    yield from table_pieces([], household.configuration)
    for name, objects in household.calendars.items():
        for index, one in enumerate(objects):
            for part, (_, lines) in enumerate(one.components):
                if part:
                    yield lambda h, name=name, index=index, part=part: h.calendars[name][index].components.pop(part)
                for line in range(2, len(lines)):
                    yield (lambda h, name=name, index=index, part=part, line=line:
                           h.calendars[name][index].components[part][1].pop(line))


def table_pieces(path, node):
    if isinstance(node, dict):
        for key in node:
            yield lambda h, path=path, key=key: at(h, path).pop(key)
            yield from table_pieces([*path, key], node[key])
    elif isinstance(node, list):
        for index, one in enumerate(node):
            yield lambda h, path=path, index=index: at(h, path).pop(index)
            yield from table_pieces([*path, index], one)


def at(household, path):
    node = household.configuration
    for key in path:
        node = node[key]
    return node


def shrink(household, still):
    """The smallest household found for which STILL says yes."""
    shrunk = True
    while shrunk:
        shrunk = False
        for change in list(pieces(household)):
            smaller = copy.deepcopy(household)
            try:
                change(smaller)
            except (IndexError, KeyError):
                continue
            if still(smaller):
                household, shrunk = smaller, True
    return household
