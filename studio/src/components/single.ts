/**
 * What a button does when it is clicked, but for the second click of a double one: that may hit what has come into the place
 * of the button, such as the stop of what the first has started.
 */
export const single =
  (act: () => void) =>
  ({ detail }: MouseEvent): void => {
    if (detail < 2) act();
  };
