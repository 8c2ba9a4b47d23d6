import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { collection } from "../../src/bestiary/collection.js";
import { menagerie } from "../../src/bestiary/menagerie.js";
import { drawScene } from "../../src/bestiary/scene.js";
import type { Species } from "../../src/bestiary/species.js";
import { drawEmpty, drawMask, drawPicture } from "../../src/node/scene.js";

const [first, second] = menagerie as [Species, Species];

describe("a scene", () => {
  it("is decided by species and seed", () => {
    expect(drawScene(first, 7)).toEqual(drawScene(first, 7));
    expect(drawScene(first, 7).picture).not.toBe(drawScene(first, 8).picture);
    expect(drawScene(first, 7).picture).not.toBe(drawScene(second, 7).picture);
  });

  it("is the one that the networks were trained on", () => {
    const hash = createHash("sha256");
    for (const scene of collection(menagerie, 120, 1)) hash.update(scene.picture).update(scene.mask);
    // Whoever changes a drawing trains the networks anew: npm run bestiary:train.
    expect(hash.digest("hex")).toMatchInlineSnapshot(
      `"6f0ad9d956dadc7ed67bec51e6ca97faf4611765d3e6655491c7834f5a12244f"`,
    );
  });

  it("has a place that does not know the species", () => {
    for (let seed = 0; seed < 20; seed++) {
      const scenes = menagerie.map((species) => drawScene(species, seed));
      expect(new Set(scenes.map(({ empty }) => empty)).size).toBe(1);
      expect(new Set(scenes.map(({ background }) => background)).size).toBe(1);
    }
  });

  it("gives every place its share", () => {
    const places = new Map<string, number>();
    for (const { background } of collection([first], 600, 5)) {
      places.set(background, (places.get(background) ?? 0) + 1);
    }
    expect([...places.keys()].sort()).toEqual(["field", "rock", "sand", "sea", "sky", "street"]);
    for (const count of places.values()) expect(count).toBeGreaterThan(60);
  });

  it("names its parts apart", () => {
    for (const { picture } of collection(menagerie, 60, 3)) {
      const ids = [...picture.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      // The thing is drawn twice, once for its shadow, with equal parts.
      const own = ids.filter((id) => !id?.startsWith("t"));
      expect(new Set(own).size).toBe(own.length);
    }
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => drawScene(first, 0.5)).toThrow(RangeError);
  });
});

describe("a drawn scene", () => {
  it("has the size that is asked for", async () => {
    for (const size of [32, 96, 131]) {
      const scene = drawScene(first, 1);
      for (const draw of [drawPicture, drawMask, drawEmpty]) {
        expect(await draw(scene, size)).toMatchObject({ width: size, height: size });
      }
    }
  });

  it("has a mask in black and white, gray on the rim alone, of a fair part of the picture", async () => {
    for (const scene of collection(menagerie, 48, 9)) {
      const { data } = await drawMask(scene, 96);
      const values = data.filter((_, i) => i % 3 === 0);
      const part = (test: (value: number) => boolean) => values.filter(test).length / values.length;
      expect(part((value) => value >= 128)).toBeGreaterThan(0.02);
      expect(part((value) => value >= 128)).toBeLessThan(0.85);
      expect(part((value) => value > 0 && value < 255)).toBeLessThan(0.15);
    }
  });

  it("differs from the empty place on the mask, and hardly far from it", async () => {
    const changes = { inside: 0, outside: 0 };
    for (const scene of collection(menagerie, 24, 11)) {
      // What stands in front of the thing changes a picture away from the mask as well.
      if (/ id="o|url\(#black\)"><(path|g)/.test(scene.mask)) continue;
      const [picture, empty, mask] = await Promise.all(
        [drawPicture, drawEmpty, drawMask].map((draw) => draw(scene, 96)),
      );
      const changed = { inside: [] as number[], outside: [] as number[] };
      for (let i = 0; i < 96 * 96; i++) {
        const coverage = mask?.data[3 * i] ?? 0;
        const difference = Math.abs((picture?.data[3 * i + 1] ?? 0) - (empty?.data[3 * i + 1] ?? 0));
        if (coverage === 255) changed.inside.push(difference);
        if (coverage === 0) changed.outside.push(difference);
      }
      const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
      changes.inside += mean(changed.inside);
      changes.outside += mean(changed.outside);
    }
    expect(changes.inside).toBeGreaterThan(5 * changes.outside);
  });
});
