"""A small browser around WebKitGTK, run by Debian's own Python: it keeps what GNOME's browser keeps.

The engine's demonstration browser keeps nothing once it is driven, so it could prove nothing. This one has a cache,
storage and cookies on the disk, and writes the session of each tab (its pages, and what was typed into them) every
second. What was typed comes into the session once the tab goes on, also within the page; our form does so at each step.
Arguments: a folder, and "yes" or "no" for the page's own scripts.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402  after its versions are named

folder, scripts = Path(sys.argv[1]), sys.argv[2]
tabs: list[WebKit2.WebView] = []

manager = WebKit2.WebsiteDataManager(
    base_data_directory=str(folder / "storage"), base_cache_directory=str(folder / "pages")
)
cookies = manager.get_cookie_manager()
cookies.set_persistent_storage(str(folder / "cookies.sqlite"), WebKit2.CookiePersistentStorage.SQLITE)
context = WebKit2.WebContext.new_with_website_data_manager(manager)
context.set_cache_model(WebKit2.CacheModel.WEB_BROWSER)
context.set_automation_allowed(True)


def new_tab(*_: object) -> WebKit2.WebView:
    """A tab in a window the size of a phone."""
    tab = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    tab.get_settings().set_enable_javascript_markup(scripts == "yes")
    window = Gtk.Window(default_width=360, default_height=740)
    window.add(tab)
    window.show_all()
    tabs.append(tab)
    return tab


def driven(_: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
    """The driver says hello; it knows a browser by this name."""
    about = WebKit2.ApplicationInfo()
    about.set_name("MiniBrowser")
    session.set_application_info(about)
    session.connect("create-web-view", new_tab)


def keep_session() -> bool:
    """Write what would bring the tabs back after a crash."""
    for number, tab in enumerate(tabs):
        (folder / f"session-{number}").write_bytes(tab.get_session_state().serialize().get_data())
    return True


context.connect("automation-started", driven)
GLib.timeout_add_seconds(1, keep_session)
Gtk.main()
