"""Hands that know no mouse: what has the focus is found by going there with Tab."""

# The name a screen reader would say, for the kinds of controls the extension has.
NAME_OF_FOCUS = """() => {
    const it = document.activeElement;
    if (!it || it === document.body) return "";
    const label = it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.innerText ?? "";
    return label.replace(/\\s+/g, " ").trim();
}"""
MOST_TABS = 150


class Keyboard:
    """Types into whatever has the focus in the extension's page."""

    def __init__(self, host):
        self._keys = host.page.keyboard
        self._host = host

    def go_to(self, name):
        """Press Tab until the focus is on a control whose name begins like that. Raises LookupError after a round."""
        passed = []
        for _ in range(MOST_TABS):
            self._keys.press("Tab")
            passed.append(self._host.app.evaluate(NAME_OF_FOCUS))
            if passed[-1].startswith(name):
                return self
        raise LookupError(f"No way with Tab to {name!r}, only to: {', '.join(dict.fromkeys(passed))}")

    def press(self, *keys):
        for key in keys:
            self._keys.press(key)
        return self

    def type(self, text):
        self._keys.type(text)
        return self

    def clear(self):
        return self.press("Control+A", "Delete")

    def choose(self, text):
        """Choose from a list by typing what it says."""
        return self.type(text)
