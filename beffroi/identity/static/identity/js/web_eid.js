// Web eID in the browser: asks the service for a challenge, the extension for the card's signature over it, posts the form.
// The extension's message protocol, spoken from its description (web-eid.eu): requests and answers are window messages of
// this very window and origin; each request is first acknowledged by the content script, then answered once by the program.

const PROTOCOL = "2.0.2"; // the version of the protocol this speaks; the extension compares it with its own
const WAITS = { contentScript: 1_000, acknowledged: 1_000, program: 5_000, person: 120_000 }; // milliseconds
const PREFIX = "ERR_WEBEID_";

class CardError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const ours = (event) => event.source === window && event.origin === location.origin && typeof event.data?.action === "string";

const pause = (duration) => new Promise((resolve) => setTimeout(resolve, duration));

// One exchange with the extension: `<action>` out, `<action>-ack` soon, then `<action>-success` or `<action>-failure`.
// `patience`: how long the answer may take after the acknowledgement; `late`: the error when it takes longer.
const exchange = (action, fields, patience, late) =>
  new Promise((resolve, reject) => {
    let timer;
    const finish = (settle, value) => {
      clearTimeout(timer);
      window.removeEventListener("message", listen);
      settle(value);
    };
    const wait = (duration, code) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(reject, new CardError(code)), duration);
    };
    const listen = (event) => {
      if (!ours(event)) return;
      const { action: heard } = event.data;
      if (heard === `${action}-ack`) wait(patience, late);
      if (heard === `${action}-success`) finish(resolve, event.data);
      if (heard === `${action}-failure`) finish(reject, new CardError(codeOf(event.data.error)));
    };
    window.addEventListener("message", listen);
    wait(WAITS.acknowledged, "EXTENSION_UNAVAILABLE");
    window.postMessage({ action, libraryVersion: PROTOCOL, ...fields }, location.origin);
  });

const codeOf = (error) => {
  const code = typeof error?.code === "string" ? error.code : "";
  return code.startsWith(PREFIX) ? code.slice(PREFIX.length) : "UNKNOWN_ERROR";
};

// Is there an extension, and does its program start? The content script may still be loading: it is asked for a second.
const findExtension = async () => {
  const until = Date.now() + WAITS.contentScript;
  for (;;) {
    try {
      return await exchange("web-eid:status", {}, WAITS.program, "NATIVE_UNAVAILABLE");
    } catch (error) {
      if (error.code !== "EXTENSION_UNAVAILABLE" || Date.now() > until) throw error;
      await pause(100);
    }
  }
};

const authenticate = (challengeNonce, lang) =>
  exchange(
    "web-eid:authenticate",
    { challengeNonce, options: { lang, userInteractionTimeout: WAITS.person } },
    WAITS.program + WAITS.person,
    "USER_TIMEOUT",
  );

// Only the fields of the token format go to the service, whatever else the answer holds.
const tokenOf = (answer) =>
  JSON.stringify(
    Object.fromEntries(
      ["unverifiedCertificate", "algorithm", "signature", "format", "appVersion"].map((name) => [name, answer[name]]),
    ),
  );

const challengeFor = async (form) => {
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.dataset.webEidChallenge, { method: "POST", body, headers, credentials: "same-origin" });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!answer.ok || !isJson) throw new CardError("NO_CHALLENGE");
  return (await answer.json()).nonce;
};

const form = document.querySelector("form[data-web-eid]");
const button = form.querySelector("button[type=submit]");
const status = document.querySelector("[data-web-eid-status]");
const alert = document.querySelector("[data-web-eid-alert]");
let isBusy = false;

const sentenceOf = (code) => {
  const known = document.querySelector(`template[data-web-eid-error="${CSS.escape(code)}"]`);
  return (known ?? document.querySelector('template[data-web-eid-error=""]')).content.textContent;
};

const show = (code) => {
  const box = document.createElement("div");
  box.className = "ds-alert";
  box.dataset.color = code === "USER_CANCELLED" ? "info" : "danger";
  const text = document.createElement("p");
  text.textContent = sentenceOf(code);
  box.append(text);
  alert.replaceChildren(box);
  button.focus();
};

const set = (busy) => {
  isBusy = busy;
  button.setAttribute("aria-disabled", String(busy));
  status.textContent = busy ? document.querySelector("template[data-web-eid-waiting]").content.textContent : "";
};

const read = async () => {
  await findExtension();
  const answer = await authenticate(await challengeFor(form), form.dataset.webEidLanguage);
  form.elements.token.value = tokenOf(answer);
  form.submit(); // does not raise the event below again
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isBusy) return;
  alert.replaceChildren();
  set(true);
  try {
    await read();
  } catch (error) {
    set(false);
    show(error instanceof CardError ? error.code : error instanceof TypeError ? "NO_CHALLENGE" : "");
  }
});

// Back from the next page: the browser shows this one as it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    set(false);
    form.elements.token.value = "";
  }
});
