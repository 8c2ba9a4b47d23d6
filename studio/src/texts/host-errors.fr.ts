import type { Sentences } from "regard";

/** What goes wrong between the page, its hosts and what runs it, in French. */
export const hostErrorsFr: Sentences = {
  "{name} cannot be downloaded: {failures!}; check the connection and try again, or download {address} by other means and open that file":
    "{name} ne peut pas être téléchargé : {failures!} ; vérifiez la connexion et réessayez, ou téléchargez {address} par un autre moyen et ouvrez ce fichier",
  "{name} cannot be downloaded: {failures!}; do not trust that file, and take another network":
    "{name} ne peut pas être téléchargé : {failures!} ; méfiez-vous de ce fichier, et prenez un autre réseau",
  "{host} cannot be reached: {why}": "{host} est injoignable",
  "{host} answers {status}": "{host} répond {status}",
  "{host} broke off after {done} of {total} bytes": "{host} s’est interrompu après {done} octets sur {total}",
  "{host} broke off: {why}": "{host} s’est interrompu",
  "{host} sent nothing for {seconds} s": "{host} n’a rien envoyé pendant {seconds} s",
  "{host} serves another file: its SHA-256 is {hash}":
    "{host} sert un autre fichier, dont le SHA-256 est {hash}",
  "{host} sends more than {most} bytes": "{host} envoie plus de {most} octets",
  "{url} cannot be read: {why}; is the page still online?":
    "{url} ne peut pas être lu ; la page est-elle encore en ligne ?",
  "a part of the page cannot be loaded; check the connection, then load the page again":
    "une partie de la page ne peut pas être chargée ; vérifiez la connexion, puis rechargez la page",
  "this page came over http, where browsers compute no SHA-256, so no download can be checked; open it over https":
    "cette page est venue par http, où les navigateurs ne calculent pas de SHA-256 : aucun téléchargement ne peut être vérifié ; ouvrez-la par https",
  "ONNX Runtime: {said}; {advice!}": "ONNX Runtime : {said} ; {advice!}",
  "the browser has not enough memory for it: take a smaller network or fewer pictures at once, or use Node":
    "le navigateur n’a pas assez de mémoire pour cela : prenez un réseau plus petit, ou Node",
  "the build of ONNX Runtime for browsers lacks what the network needs: explain it on Node":
    "ONNX Runtime pour navigateurs n’a pas ce qu’il faut au réseau : expliquez-le avec Node",
  "end this worker and start another": "recommencez",
  "onnxruntime-web cannot be loaded: {why}": "onnxruntime-web ne peut pas être chargé : {why}",
  'this browser has no WebGPU; take the provider "wasm"': "ce navigateur n’a pas WebGPU ; prenez WebAssembly",
  "the computation ended: {why}": "le calcul s’est arrêté : {why}",
};
