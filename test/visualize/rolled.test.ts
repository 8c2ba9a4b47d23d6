import { expect, test } from "vitest";
import { tensor } from "../../src/graph/tensor.js";
import { roll } from "../../src/image/crop.js";
import { RolledPicture } from "../../src/visualize/rolled.js";

const dims = [1, 3, 5, 7];
const numbers = Float32Array.from({ length: 105 }, (_, i) => i);
const upright = () => tensor(numbers.slice(), dims);

test("a picture rolled again and again is rolled from its upright stand each time", () => {
  const picture = new RolledPicture(upright());
  for (const [dy, dx] of [
    [2, 6],
    [0, 0],
    [4, 1],
    [4, 1],
    [3, 0],
  ] as const) {
    expect(picture.rolled(dy, dx).data).toEqual(roll(upright(), dy, dx).data);
    expect(picture.upright().data).toEqual(numbers);
  }
});

test("what is changed in the rolled picture stays changed, and a copy of it does not follow", () => {
  const picture = new RolledPicture(upright());
  const before = picture.upright();
  picture.rolled(1, 2).data[0] = -1;
  expect(before.data).toEqual(numbers);
  // The first element of the rolled picture came from the last row, two columns from its end.
  const expected = numbers.slice();
  expected[4 * 7 + 5] = -1;
  expect(picture.upright().data).toEqual(expected);
  expect(picture.rolled(0, 0).data).toEqual(expected);
});
