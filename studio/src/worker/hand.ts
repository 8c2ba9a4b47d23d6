/** What a job may do besides answering: hear that it is cancelled, and say how far it is. */
export interface Hand<Event> {
  readonly signal: AbortSignal;
  say(event: Event): void;
}
