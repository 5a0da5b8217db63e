"""Meta's samples: what stood for each variable when the template was reviewed."""

from typing import Any

from chatapp.kinds.reading import items, mapping


def of_text(component: dict[str, Any], key: str, names: list[str]) -> dict[str, str]:
    """`{variable: sample}` of a header (`key` "header_text": a list) or body ("body_text": a list of lists)."""
    example = mapping(component.get("example"))
    named = {
        str(mapping(one).get("param_name")): str(mapping(one).get("example", ""))
        for one in items(example, f"{key}_named_params")
    }
    counted = items(example, key)
    if counted and isinstance(counted[0], list):
        counted = counted[0]
    return named or {name: str(sample) for name, sample in zip(names, counted, strict=False)}


def of_button(button: dict[str, Any]) -> str:
    """The sample of a link's variable or of a code: a text, or a list with one."""
    example = button.get("example")
    if isinstance(example, list):
        example = example[0] if example else ""
    return str(example or "")


def written(key: str, samples: dict[str, str], *, counted: bool) -> dict[str, Any]:
    """The `example` of a new component, the inverse of `of_text`."""
    if not counted:
        return {f"{key}_named_params": [{"param_name": name, "example": text} for name, text in samples.items()]}
    listed = [samples[name] for name in sorted(samples, key=int)]
    return {key: [listed] if key == "body_text" else listed}
