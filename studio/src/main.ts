import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { checkAddress } from "./state/check-address.js";
import { notice } from "./state/notice.svelte.js";
import { Studio } from "./state/studio.svelte.js";
import { words } from "./texts/words.svelte.js";
import { breath } from "./worker/breathing.js";

begin();

/** Begins in turns, for one task that does everything keeps the page from answering. */
async function begin(): Promise<void> {
  const studio = new Studio();
  // The worker takes longest, and its first wish starts it.
  checkAddress(studio);
  await breath();
  // What cannot be loaded is said in English.
  await words.begin().catch(() => notice.say(() => words.t.notLoaded));
  const target = document.getElementById("studio");
  if (target) mount(App, { target, props: { studio } });
  await breath();
  words.prepare();
}
