"""What the browser tells a screen reader, beside what stands on the page."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.rig.claims.asking import ask

ROLES = {"link", "button", "textbox", "checkbox", "radio", "combobox", "DisclosureTriangle"}
STATES = ("checked", "pressed", "expanded")
Node = dict[str, Any]


def accessibility_tree(page: Page) -> list[Node]:
    """Chromium's own tree in the order of reading: role, name, and the properties by name."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()

    def inside(node: Node) -> Iterator[Node]:
        role = node.get("role", {}).get("value", "")
        if not node["ignored"]:
            properties = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            name = node.get("name", {}).get("value", "")
            yield {
                "role": role,
                "name": name,
                "description": node.get("description", {}).get("value", ""),
                **properties,
            }
        if role not in {"Audio", "Video"}:
            for child in node["childIds"]:
                yield from inside(nodes[child])

    return list(inside(next(node for node in nodes.values() if "parentId" not in node)))


def spoken_faults(page: Page) -> list[str]:
    """Controls that a screen reader does not hear of, or by another role, name or state than the page shows."""
    tree = accessibility_tree(page)
    heard, shown = [node for node in tree if node["role"] in ROLES], ask(page, "told")
    if len(heard) != len(shown):
        return [
            f"{len(shown)} controls show, {len(heard)} are heard of: {[(one['role'], one['name']) for one in heard]}"
        ]
    found = []
    for node, control in zip(heard, shown, strict=True):
        said = f"{node['role']} “{node['name']}”"
        if node["role"] != control["role"]:
            found.append(f"{said} is a {control['role']}")
        if not node["name"].strip() or _packed(control["words"]) not in _packed(node["name"]):
            found.append(f"{said} stands beside “{control['words']}”")
        for state in STATES:
            told = None if node.get(state) is None else str(node[state]).lower() == "true"
            if told != control[state]:
                found.append(f"{said}: {state} is {control[state]}, heard as {told}")
        if control["invalid"] != (node.get("invalid", "false") == "true"):
            found.append(f"{said}: wrong is {control['invalid']}")
    names = {_packed(node["name"]) for node in tree if node["role"] in {"group", "radiogroup"}}
    return found + [f"a group without its name: {one}" for one in ask(page, "legends") if _packed(one) not in names]


def _packed(text: str) -> str:
    """Without the spaces, which a browser adds or drops between inline boxes; without marks of direction."""
    return "".join(char for char in text if not char.isspace() and char not in "\u2066\u2067\u2068\u2069").casefold()
