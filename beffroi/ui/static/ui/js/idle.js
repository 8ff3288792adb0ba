// Warns before an idle session ends and never leaves the page by itself: what was typed stays where it is.
// Tabs tell each other that the session lives, through one BroadcastChannel.
const dialog = document.querySelector("[data-bf-idle]");
const minute = 60_000;
const limit = Number(dialog.dataset.bfIdle) * minute;
const warning = Number(dialog.dataset.bfWarning) * minute;
const channel = new BroadcastChannel("beffroi-session");
const stay = dialog.querySelector("[data-bf-idle-stay]");
const close = dialog.querySelector("[data-bf-idle-close]");
const again = dialog.querySelector("[data-bf-idle-again]");
const left = dialog.querySelector("[data-bf-left]");
let endsAt = Date.now() + limit;
let ended = false;

function show(part) {
  for (const each of dialog.querySelectorAll("[data-bf-idle-part]")) {
    each.hidden = each.dataset.bfIdlePart !== part && !(part === "failed" && each.dataset.bfIdlePart === "warning");
  }
  const over = part === "ended";
  stay.hidden = over;
  close.hidden = again.hidden = !over;
  if (!dialog.open) dialog.showModal();
}

function lives() {
  endsAt = Date.now() + limit;
  if (!ended && dialog.open) dialog.close();
}

function tick() {
  if (ended) return;
  const remaining = endsAt - Date.now();
  if (remaining <= 0) {
    ended = true;
    show("ended");
    return;
  }
  if (remaining <= warning) {
    const seconds = Math.ceil(remaining / 1000);
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (!dialog.open) show("warning");
  }
}

async function ask() {
  const body = new FormData(dialog.querySelector("form"));
  try {
    const answer = await fetch(dialog.dataset.bfStay, { method: "POST", body, redirect: "manual" });
    if (answer.ok) {
      channel.postMessage("lives");
      lives();
    } else if (answer.status >= 500) {
      show("failed");
    } else {
      ended = true;
      show("ended");
    }
  } catch {
    show("failed");
  }
}

channel.onmessage = lives;
channel.postMessage("lives");
stay.addEventListener("click", ask);
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("cancel", (event) => {
  if (ended) return;
  event.preventDefault();
  ask();
});
setInterval(tick, 1000);
