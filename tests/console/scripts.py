"""The scripts of components as browsers get them, on an empty page without a server: what is clicked and typed is real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from console.components.files import read

# Any word and any list that a script asks for is there: a word is its own name.
MOUNT = """async ([name, source]) => {
  const { default: run } = await import("data:text/javascript," + encodeURIComponent(source));
  const host = document.body.appendChild(Object.assign(document.createElement("div"), { className: `st-key-${name}` }));
  const parentElement = host.attachShadow({ mode: "open" }).appendChild(document.createElement("div"));
  const words = new Proxy({}, { get: (_, key) => String(key) });
  const tell = (what, value) => (window.told ??= []).push([name, what, value]);
  let last; // Streamlit runs a script again only when its data differ
  (window.parts ??= {})[name] = (data) => {
    if (last === (last = JSON.stringify(data))) return;
    run({ parentElement, data: { account: "a", ...data, words }, setStateValue: tell, setTriggerValue: tell });
  };
}"""


class Parts:
    """An empty page and the components on it."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def show(self, name: str, **data: Any) -> None:
        """Give a component its data; at the first time it comes onto the page."""
        if not self.page.evaluate("name => Boolean(window.parts?.[name])", name):
            self.page.evaluate(MOUNT, [name, read(f"{name}.js")])
        self.page.evaluate("([name, data]) => parts[name](data)", [name, data])

    def told(self, name: str, what: str) -> list[Any]:
        """What a component has told the server since the page was loaded, in order."""
        told = self.page.evaluate("window.told ?? []")
        return [value for *whose, value in told if whose == [name, what]]

    def reload(self) -> None:
        """The page anew, with nothing on it; what the browser keeps is kept."""
        self.page.goto("http://scripts.example/")


@contextmanager
def parts(chromium: Any) -> Iterator[Parts]:
    """An empty page; in the end no script may have failed."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    context.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"))
    page = context.new_page()
    made, broken = Parts(page), list[str]()
    page.on("pageerror", lambda error: broken.append(str(error)))
    made.reload()
    yield made
    context.close()
    assert broken == []
