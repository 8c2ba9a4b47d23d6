import type { Attack } from "../attack/attack.js";
import type { Explainer } from "../explainer.js";
import { attackFigure } from "../report/figures/attack.js";
import { type AttackStudy, type AttackStudyOptions, studyAttack } from "../report/studies/attack.js";
import type { NamedPicture } from "../report/studies/named-picture.js";
import type { Wording } from "../report/wording.js";
import type { Folder } from "./folder.js";
import { readPicture } from "./picture.js";

export interface AttackIntoOptions extends Omit<AttackStudyOptions, "saveAndRead"> {
  /** What the files of this picture begin with. */
  readonly file: string;
  readonly wording: Wording;
}

/**
 * Attacks a picture, writes the result as `FILE.fooled.png`, judges it by what reading that file again gives, and writes the
 * figure of the four panels, `FILE.attack.png`.
 */
export async function attackInto(
  folder: Folder,
  explainer: Explainer,
  picture: NamedPicture,
  attack: Attack,
  { file, wording, ...options }: AttackIntoOptions,
): Promise<AttackStudy> {
  const study = await studyAttack(explainer, picture, attack, {
    ...options,
    async saveAndRead(fooled) {
      const path = await folder.picture(`${file}.fooled.png`, "fooled picture", fooled);
      return (await readPicture(path)).image;
    },
  });
  await folder.figure(`${file}.attack.png`, "figure", attackFigure(study, explainer.model.name, wording));
  return study;
}
