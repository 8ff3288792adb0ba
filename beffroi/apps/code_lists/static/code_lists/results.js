// Arrows walk from the search field through the results; Enter opens, as it does on every link. / is the house's own.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const field = document.querySelector("main [data-bf-slash]");
  const links = [...document.querySelectorAll("#results tbody th a")];
  const at = links.indexOf(document.activeElement);
  if (!links.length || (at < 0 && document.activeElement !== field)) return;
  const next = at + (event.key === "ArrowDown" ? 1 : -1);
  const target = next < 0 ? field : links[Math.min(next, links.length - 1)];
  event.preventDefault();
  target.focus();
});
