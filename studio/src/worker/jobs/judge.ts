import { encodePng, fitPicture, paste, probabilities } from "regard";
import type { Judgement } from "../fool.js";
import type { Hand } from "../hand.js";
import { explainerOf } from "../networks.js";
import { imageOf } from "../pictures.js";
import type { Jobs } from "../protocol.js";

/** Saves the picture with changed pixels, and asks the network what it finds in that file. */
export async function judge(
  { network, picture, pixels }: Jobs["judge"]["asked"],
  hand: Hand<Jobs["judge"]["event"]>,
): Promise<Judgement> {
  const explainer = await explainerOf(network, hand);
  const { model } = explainer;
  const image = paste(fitPicture(model, await imageOf(picture)), pixels);
  const found = fitPicture(model, image).pixels;
  return {
    probabilities: probabilities(await explainer.scores(found, hand.signal)),
    // A PNG keeps every pixel, so what is found in the picture is found in its file.
    file: new Blob([encodePng(image) as Uint8Array<ArrayBuffer>], { type: "image/png" }),
  };
}
