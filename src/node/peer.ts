import type { Numbered, Reply } from "./messages.js";

/** Whoever runs ONNX Runtime for a client: a thread or a process of its own. */
export interface Peer {
  /** `transfer` may leave this thread for good. */
  send(message: Numbered, transfer: readonly ArrayBuffer[]): void;
  /** Whether it keeps this process from ending. */
  hold(isNeeded: boolean): void;
  /** Asks it to end, and resolves once it has. */
  close(): Promise<void>;
  /** Ends it in the middle of whatever it does; `null` where nobody can. */
  readonly kill: (() => void) | null;
}

export interface PeerEvents {
  onReply(reply: Reply): void;
  /** Called once when it is gone, with the reason. */
  onEnd(why: string): void;
}

export type StartPeer = (events: PeerEvents) => Peer;
