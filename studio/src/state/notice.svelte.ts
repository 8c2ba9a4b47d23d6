/** One sentence for people: what went wrong, or what was done. The page goes on. */
class Notice {
  sentence: string | null = $state(null);

  say(sentence: string): void {
    this.sentence = sentence;
  }

  dismiss(): void {
    this.sentence = null;
  }
}

export const notice = new Notice();
