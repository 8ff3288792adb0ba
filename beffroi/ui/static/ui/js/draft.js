// Keeps a form's draft while one types: two seconds after the last key, and when the page is left. Never loses a word:
// what could not be kept stays on the page, is tried again, and is said.
const QUIET = 2_000;
const AGAIN = 15_000;

for (const draft of document.querySelectorAll("[data-bf-draft]")) {
  const form = draft.closest("form");
  const version = draft.querySelector("[data-bf-draft-version]");
  const state = draft.querySelector("[data-bf-draft-state]");
  const compare = draft.querySelector("[data-bf-draft-compare]");
  let timer = 0;
  let isChanged = false;
  let isStale = false;
  let running = null;

  function tell(problem) {
    for (const each of draft.querySelectorAll("[data-bf-draft-problem]")) {
      each.hidden = each.dataset.bfDraftProblem !== problem;
    }
  }

  function body() {
    const given = new FormData(form);
    return new URLSearchParams([...given].filter(([, value]) => typeof value === "string"));
  }

  async function keep(keepalive = false) {
    isChanged = false;
    try {
      const answer = await fetch(draft.dataset.bfSave, {
        method: "POST", body: body(), keepalive, redirect: "error", headers: { Accept: "application/json" },
      });
      if (answer.ok) {
        const kept = await answer.json();
        version.value = kept.version;
        state.textContent = state.dataset.bfKept.replace("{time}", kept.saved_at);
        state.hidden = false;
        tell("");
      } else if (answer.status === 409 && (await answer.json()).type.endsWith(":draft_is_stale")) {
        isStale = true;
        compare.hidden = false;
        tell("stale");
      } else {
        failed(answer.status === 403 ? "ended" : "failed");
      }
    } catch {
      failed("failed");
    }
  }

  function failed(problem) {
    isChanged = true;
    tell(problem);
    later(AGAIN);
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (isStale || !isChanged) return;
    if (running) return later(QUIET);
    running = keep();
    await running;
    running = null;
  }

  function changed() {
    isChanged = true;
    later(QUIET);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!running) {
      isChanged = false;
      return;
    }
    // The draft on its way gives the form a new version: send it with that one.
    event.preventDefault();
    const button = event.submitter;
    await running;
    isChanged = false;
    form.requestSubmit(button);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isChanged && !isStale && !running) {
      clearTimeout(timer);
      keep(true);
    }
  });
}
