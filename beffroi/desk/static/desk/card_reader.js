// The virtual card reader, on the eID page of the acceptance environment. It stands where the Web eID extension and its program
// stand: it hears the same messages and answers them the same way, so that the page's own script is what runs in production.

const VERSION = "2.8.0";
const CANCELLED = "ERR_WEBEID_USER_CANCELLED";
const place = document.querySelector("form[data-desk-reader]").dataset.deskReader;

const send = (message) => window.postMessage(message, location.origin);
const fail = (action, code) => send({ action: `${action}-failure`, error: { code, message: code } });

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const field = (label, control) =>
  element("div", { className: "ds-field bf-field" }, element("label", { className: "ds-label", htmlFor: control.id, textContent: label }), control);

const drawn = ({ words, cards }) => {
  const options = cards.map(({ code, label }) => element("option", { value: code, textContent: label }));
  const card = element("select", { id: "desk-card", name: "card", className: "ds-input" }, ...options);
  const pin = element("input", { id: "desk-pin", name: "pin", type: "password", inputMode: "numeric", autocomplete: "off", className: "ds-input bf-short" });
  const alert = element("div", { id: "desk-reader-alert" });
  alert.setAttribute("role", "alert");
  pin.setAttribute("aria-describedby", alert.id);
  const confirm = element("button", { type: "submit", className: "ds-button", textContent: words.confirm });
  const cancel = element("button", { type: "button", className: "ds-button", textContent: words.cancel });
  cancel.dataset.variant = "tertiary";
  const buttons = element("p", { className: "bf-buttons" }, confirm, cancel);
  const form = element("form", { method: "dialog", noValidate: true }, field(words.card, card), field(words.pin, pin), buttons);
  const title = element("h2", { id: "desk-reader-title", textContent: words.title });
  const dialog = element("dialog", { className: "ds-dialog bf-dialog", id: "desk-reader" }, title, element("p", { textContent: words.note }), alert, form);
  dialog.setAttribute("aria-labelledby", title.id);
  document.body.append(dialog);
  return { dialog, form, pin, alert, cancel };
};

const described = async () => {
  const answer = await fetch(place, { credentials: "omit" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

// The card's signature, or the sentence that says why not. The PIN leaves this window for the desk only.
const signed = async (form, nonce) => {
  const body = new URLSearchParams({ card: form.elements.card.value, pin: form.elements.pin.value, nonce });
  const answer = await fetch(`${place}sign/`, { method: "POST", body, credentials: "omit" });
  return answer.json();
};

// Resolves to a token, or null when the person stops.
const asked = (reader, words, nonce) =>
  new Promise((resolve) => {
    const { dialog, form, pin, alert, cancel } = reader;
    const close = (token) => {
      dialog.remove();
      resolve(token);
    };
    cancel.addEventListener("click", () => close(null));
    dialog.addEventListener("cancel", () => close(null));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await signed(form, nonce).catch(() => ({ refused: words.unreachable }));
      if (!answer.refused) return close(answer);
      const box = element("div", { className: "ds-alert" }, element("p", { textContent: answer.refused }));
      box.dataset.color = "danger";
      alert.replaceChildren(box);
      pin.value = "";
      pin.focus();
    });
    dialog.showModal();
  });

const authenticate = async (action, nonce) => {
  if (document.getElementById("desk-reader")) return fail(action, "ERR_WEBEID_ACTION_PENDING");
  try {
    const description = await described();
    const token = await asked(drawn(description), description.words, nonce);
    if (token) send({ action: `${action}-success`, ...token });
    else fail(action, CANCELLED);
  } catch {
    fail(action, "ERR_WEBEID_NATIVE_UNAVAILABLE");
  }
};

window.addEventListener("message", ({ source, origin, data }) => {
  if (source !== window || origin !== location.origin) return;
  const { action, challengeNonce } = data ?? {};
  if (action !== "web-eid:status" && action !== "web-eid:authenticate") return;
  send({ action: `${action}-ack` });
  if (action === "web-eid:status") send({ action: `${action}-success`, library: VERSION, extension: VERSION, nativeApp: VERSION });
  else authenticate(action, challengeNonce);
});
