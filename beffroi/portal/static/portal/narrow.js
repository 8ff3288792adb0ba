// Typing in the search box hides the tiles that hold none of the words. Without it, the form asks the server.

const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[-'’]/g, " ");

const box = document.querySelector("[data-bf-narrow]");
const tiles = [...document.querySelectorAll("[data-bf-narrowed] > li")];
const field = box?.querySelector("input[type=search]");
const none = box?.querySelector("[data-bf-narrow-none]");

if (field && tiles.length > 0) {
  const texts = tiles.map((tile) => plain(tile.querySelector("h3").textContent + " " + tile.querySelector("p").textContent));
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    tiles.forEach((tile, index) => {
      const text = texts[index];
      const joined = text.replace(/\s/g, "");
      tile.hidden = !words.every((word) => text.includes(word) || joined.includes(word));
      shown += tile.hidden ? 0 : 1;
    });
    none.textContent = shown === 0 ? none.dataset.none : "";
  });
}
