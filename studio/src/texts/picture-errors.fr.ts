import type { Sentences } from "regard";

/** Why a picture cannot be read, in French. */
export const pictureErrorsFr: Sentences = {
  "{name} is not a picture that can be read: {what!}; convert it to {formats!}":
    "{name} n’est pas une image lisible : {what!} ; convertissez-la en {formats!}",
  "{name} is not a picture that can be read; convert it to {formats!}":
    "{name} n’est pas une image lisible ; convertissez-la en {formats!}",
  "JPEG, PNG, WebP, GIF or AVIF": "JPEG, PNG, WebP, GIF ou AVIF",
  "it is empty": "le fichier est vide",
  "it is a Git LFS pointer, not the file it points to":
    "c’est un pointeur Git LFS, et non le fichier qu’il désigne",
  "it is an SVG drawing": "c’est un dessin SVG",
  "it is an HTML or XML page": "c’est une page HTML ou XML",
  "it seems to be a BMP picture": "ce doit être une image BMP",
  "it is a Photoshop document": "c’est un document Photoshop",
  "it is an ICO icon": "c’est une icône ICO",
  "{name} has {width} × {height} pixels, more than {most} million; make it smaller first":
    "{name} compte {width} × {height} pixels, plus de {most} millions ; réduisez d’abord l’image",
  "{name} is damaged or cut short ({format}: {why})": "{name} : image abîmée ou tronquée ({format})",
  "{name} takes longer than {seconds} s to decode ({format}); convert it, or leave it out":
    "{name} demande plus de {seconds} s à décoder ({format}) ; convertissez l’image, ou prenez-en une autre",
  "{name} is larger than {size} MiB": "{name} dépasse {size} Mio",
  "the picture {name} cannot be read: {why}": "l’image {name} ne peut pas être lue : {why}",
  "the browser has no canvas of {size} pixels; make the picture smaller":
    "le navigateur n’a pas la place de dessiner {size} pixels ; réduisez l’image",
  "a picture of {was} pixels would be resized to {size}; crop it beforehand":
    "une image de {was} pixels en aurait {size} pour ce réseau ; recadrez-la d’abord",
};
