"""The smallest case that still shows something."""


def without(mapping, key):
    return {k: v for k, v in mapping.items() if k != key}


def of_list(values):
    return [values[:i] + values[i + 1:] for i in range(len(values))]


def of_rule(rule):
    for part, value in rule.items():
        if part != 'FREQ':
            yield without(rule, part)
        if isinstance(value, list) and len(value) > 1:
            yield from (dict(rule, **{part: fewer}) for fewer in of_list(value))


def of_component(component):
    for part in ('rules', 'rdates', 'exdates'):
        yield from (dict(component, **{part: fewer}) for fewer in of_list(component.get(part, [])))
    for i, rule in enumerate(component.get('rules', [])):
        for smaller in of_rule(rule):
            if 'BYSETPOS' in smaller and len([p for p in smaller if p.startswith('BY')]) == 1:
                continue
            yield dict(component, rules=component['rules'][:i] + [smaller] + component['rules'][i + 1:])
    for part in ('status', 'duration', 'future', 'end'):
        if component.get(part) and (part != 'end' or component.get('start')):
            yield without(component, part)


def smaller_than(case):
    for fewer in of_list(case['overrides']):
        if fewer or case['master']:
            yield dict(case, overrides=fewer)
    if case['master'] and case['overrides']:
        yield dict(case, master=None)
    if case['master']:
        for master in of_component(case['master']):
            yield dict(case, master=master)
    for i, override in enumerate(case['overrides']):
        for smaller in of_component(override):
            yield dict(case, overrides=case['overrides'][:i] + [smaller] + case['overrides'][i + 1:])


def smallest(case, still):
    """Takes away one thing after the other as long as `still(case)` holds."""
    while True:
        for candidate in smaller_than(case):
            if still(candidate):
                case = candidate
                break
        else:
            return case
