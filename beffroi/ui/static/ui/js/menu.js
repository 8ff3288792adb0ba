// Menus are <details>; they open and close without this. Here: Escape and a click elsewhere close, one is open at a time,
// and the key / goes to the page's search field, else to the header's.
const menus = () => document.querySelectorAll("details[data-bf-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of menus()) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector("main [data-bf-slash]") ?? document.querySelector("[data-bf-slash]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
});

for (const menu of document.querySelectorAll("details[data-bf-menu]")) {
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// Filters are folded on phones only; the server cannot know the width.
const wide = matchMedia("(min-width: 640px)");
const unfold = () => {
  for (const fold of document.querySelectorAll(".bf-filter > details")) {
    if (wide.matches) fold.open = true;
  }
};
wide.addEventListener("change", unfold);
unfold();
