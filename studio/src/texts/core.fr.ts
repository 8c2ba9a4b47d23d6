/** What the core says of its methods, attacks and their settings, in French. */
export const coreFr: Readonly<Record<string, string>> = {
  "largest |∂S/∂x| over the channels": "plus grand |∂S/∂x| des canaux",
  "Σ x · ∂S/∂x over the channels, signed": "Σ x · ∂S/∂x sur les canaux, avec son signe",
  "Σ (x − x′) · mean of ∂S/∂x on the way from x′ to x, signed; adds up to S(x) − S(x′)":
    "Σ (x − x′) · moyenne de ∂S/∂x sur le chemin de x′ à x, avec son signe ; la somme est S(x) − S(x′)",
  "how many points of the path": "nombre de points du chemin",
  "where the path begins: a black picture, or one of the picture's mean color":
    "où commence le chemin : une image noire, ou de la couleur moyenne de l’image",
  "largest magnitude over the channels of the mean of ∂S/∂x over noisy copies":
    "plus grande amplitude, sur les canaux, de la moyenne de ∂S/∂x sur des copies bruitées",
  "how many noisy copies of the picture": "nombre de copies bruitées de l’image",
  "standard deviation of their noise, as a share of the range of pixels":
    "écart type de leur bruit, en part de l’étendue des pixels",
  "of the random numbers": "des nombres aléatoires",
  "as `gradient`, with positive gradients alone through each ReLU; sharp, not faithful (Adebayo et al. 2018, arXiv 1810.03292)":
    "comme `gradient`, mais chaque ReLU ne laisse passer que les gradients positifs ; net, mais pas fidèle (Adebayo et al. 2018, arXiv 1810.03292)",
  "ReLU(Σ α · A) over the channels A of a layer, α the mean of ∂S/∂A":
    "ReLU(Σ α · A) sur les canaux A d’une couche, α la moyenne de ∂S/∂A",
  "the layer that is looked at (without it: the last one whose activation has a height and a width)":
    "la couche regardée (sinon : la dernière dont l’activation a une hauteur et une largeur)",
  "x ← x + rate · g/‖g‖₂ towards the target's score, until the 8-bit picture is the target":
    "x ← x + pas · g/‖g‖₂ vers le score de la cible, jusqu’à ce que l’image sur 8 bits soit la cible",
  "length of a step in the standardized input": "longueur d’un pas dans l’entrée normalisée",
  "how many steps at most": "nombre de pas au plus",
  "x ← Π(x + rate · sign g) towards the target's log-probability, within ‖x − x₀‖∞ ≤ ε (or g/‖g‖₂ and ‖·‖₂)":
    "x ← Π(x + pas · signe g) vers la log-probabilité de la cible, dans ‖x − x₀‖∞ ≤ ε (ou g/‖g‖₂ et ‖·‖₂)",
  "how a change is measured: by its largest value or by its Euclidean length":
    "mesure d’un changement : sa plus grande valeur ou sa longueur euclidienne",
  "how large it may become, for pixels in [0, 1] (without it: 4/255, or 2 for l2)":
    "ce qu’il peut atteindre, pour des pixels dans [0, 1] (sinon : 4/255, ou 2 pour l2)",
  "length of a step in that norm (without it: 2.5 · epsilon / steps)":
    "longueur d’un pas dans cette norme (sinon : 2,5 · ε / pas)",
  "of a random start in the ball (without it: the picture)":
    "d’un départ aléatoire dans la boule (sinon : l’image)",
  "`pgd` in one step of length ε": "`pgd` en un seul pas de longueur ε",
};
