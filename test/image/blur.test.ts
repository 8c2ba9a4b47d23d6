import { describe, expect, test } from "vitest";
import { tensor } from "../../src/graph/tensor.js";
import { blur, gaussian } from "../../src/image/blur.js";
import { plane } from "./pattern.js";

/** Size, σ, radius, first values and sum of squares of scipy.ndimage.gaussian_filter; see reference.py. */
const golden: [number, number, number, number, number[], number][] = [
  [
    9,
    6,
    0.25,
    1,
    [-0.9992457032203674, -0.12449746578931808, 0.7495812773704529, 1.623659372329712, -0.3734082877635956],
    50.02543767761402,
  ],
  [
    9,
    6,
    0.5,
    2,
    [-0.7574291825294495, 0.002679572906345129, 0.6486879587173462, 1.23045015335083, 0.06656336784362793],
    26.22491932323845,
  ],
  [
    9,
    6,
    0.75,
    3,
    [-0.4166363775730133, 0.09408372640609741, 0.5779562592506409, 0.8323994278907776, 0.4244658052921295],
    17.116425173479964,
  ],
  [
    9,
    6,
    1.0,
    4,
    [-0.1459043323993683, 0.16839134693145752, 0.5088732838630676, 0.6515424251556396, 0.5272582173347473],
    15.178948970337837,
  ],
  [
    7,
    8,
    1.25,
    5,
    [0.05946505814790726, 0.2435217946767807, 0.4588380753993988, 0.5635194182395935, 0.5558497309684753],
    14.380531592149667,
  ],
  [
    5,
    3,
    2.0,
    8,
    [0.3684726655483246, 0.3972489535808563, 0.4404486119747162, 0.47943761944770813, 0.5013924241065979],
    3.1713023061733328,
  ],
  [
    32,
    20,
    3.0,
    12,
    [0.4871257245540619, 0.48582831025123596, 0.4825194180011749, 0.4764332175254822, 0.46730837225914],
    100.42685686920727,
  ],
];

describe("blur", () => {
  test.each(golden)(
    "%i × %i, σ %d (radius %i) equals scipy",
    (width, height, sigma, radius, first, squares) => {
      const { data } = blur(tensor(plane(width, height), [height, width]), sigma);
      first.forEach((value, i) => {
        expect(data[i]).toBeCloseTo(value, 6);
      });
      expect(data.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(squares, 4);
      expect(blur(tensor(plane(width, height), [height, width]), sigma, radius).data).toEqual(data);
    },
  );

  test("treats each picture and channel by itself", () => {
    const [one, two] = [plane(5, 4), plane(5, 4).map((value) => -2 * value)];
    const both = blur(tensor(Float32Array.of(...one, ...two), [2, 1, 4, 5]), 1).data;
    expect(both.subarray(0, 20)).toEqual(blur(tensor(one, [4, 5]), 1).data);
    expect(both.subarray(20)).toEqual(blur(tensor(two, [4, 5]), 1).data);
  });

  test("σ 0 changes nothing, and what is no Gaussian is refused", () => {
    const values = tensor(plane(3, 3), [3, 3]);
    expect(blur(values, 0)).toEqual(values);
    expect(() => blur(values, -1)).toThrow(RangeError);
    expect(() => blur(values, Number.NaN)).toThrow(RangeError);
    expect(() => blur(values, 1, 1.5)).toThrow(RangeError);
  });

  test("the weights add up to 1 and σ 0.5 has five", () => {
    const weights = gaussian(0.5, 2);
    expect(weights.length).toBe(5);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect((weights[1] as number) / (weights[2] as number)).toBeCloseTo(Math.exp(-2), 7);
  });
});
