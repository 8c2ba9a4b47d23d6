/** What each published network is for, in French. */
export const zooFr: Readonly<Record<string, string>> = {
  "the assignment's network: small, fast, easily fooled": "le réseau du TP : petit, rapide, facile à tromper",
  "the first SqueezeNet, twice the work of 1.1": "le premier SqueezeNet, deux fois plus de calcul que la 1.1",
  "where it began; large first kernels to look at":
    "là où tout a commencé ; de grands premiers noyaux à regarder",
  "the network of the saliency papers; smooth gradients, good visualizations":
    "le réseau des articles sur la saillance ; des gradients lisses, de bonnes visualisations",
  "VGG with three more layers": "VGG avec trois couches de plus",
  "Inception v1, the network of feature visualization":
    "Inception v1, le réseau de la visualisation des traits",
  "a common target of adversarial examples; here at 224 instead of its 299 pixels":
    "une cible courante des exemples trompeurs ; ici à 224 pixels au lieu de ses 299",
  "the smallest residual network, fast": "le plus petit réseau résiduel, rapide",
  "the usual yardstick": "la référence habituelle",
  "every layer sees all before it; gradients reach far":
    "chaque couche voit toutes celles d’avant ; les gradients portent loin",
  "accurate for its size, for telephones": "juste pour sa taille, pour les téléphones",
  "MobileNet with squeeze-and-excitation and hard swish":
    "MobileNet avec « squeeze-and-excitation » et « hard swish »",
  "ShuffleNet v2 ×1.0: the accuracy of ResNet-18 in 9 MB":
    "ShuffleNet v2 ×1,0 : la justesse de ResNet-18 en 9 Mo",
  "the most accurate here: a convolutional network after the transformers":
    "le plus juste ici : un réseau à convolutions venu après les transformeurs",
  "the vision transformer: attention over 16 × 16 patches":
    "le transformeur de vision : attention entre carreaux de 16 × 16",
  "a transformer with shifted windows": "un transformeur à fenêtres décalées",
  "EfficientNet without what small devices cannot run; channels last":
    "EfficientNet sans ce que les petits appareils ne savent pas faire ; canaux en dernier",
};
