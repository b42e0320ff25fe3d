"""The autoencoder (DNN): a customer's figures and purchases pressed through a narrow layer and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.embeddings.learning import WIDTH, Learned, packed, seeded, teach
from engine.embeddings.past import blocks
from engine.embeddings.plain import weighted

if TYPE_CHECKING:
    from engine.embeddings.past import Ints, Past
    from engine.jobs import Progress

_HIDDEN = 128
#: This share of what is shown is hidden while learning, so that copying is not enough.
_HIDDEN_SHARE = 0.2


def learn(past: Past, seed: int, progress: Progress) -> Learned:
    """Learn to restore figures and purchases; the narrow layer is the representation. Needs torch."""
    import torch
    from torch import nn
    from torch.nn import functional

    facts = past.facts.astype(np.float32)
    bought = past.bought()
    shown = weighted(bought)
    width = facts.shape[1]

    def rows(places: Ints | slice) -> Any:
        # A purchase vector has length 1; its few figures get the weight of as many plain ones.
        tastes = shown[places].toarray() * np.float32(np.sqrt(max(width, 1)))
        return torch.from_numpy(np.hstack((facts[places], tastes)))

    with seeded(seed):
        total = width + shown.shape[1]
        encoder = nn.Sequential(nn.Linear(total, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, WIDTH))
        decoder = nn.Sequential(nn.ReLU(), nn.Linear(WIDTH, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, total))
        network = nn.ModuleList((encoder, decoder))

        def loss(batch: Ints) -> Any:
            seen = functional.dropout(rows(batch), _HIDDEN_SHARE, network.training)
            back = decoder(encoder(seen))
            restored = functional.mse_loss(back[:, :width], torch.from_numpy(facts[batch]))
            if shown.shape[1] == 0:
                return restored
            counts = torch.from_numpy(bought[batch].toarray())
            share = counts / counts.sum(1, keepdim=True).clamp(min=1)
            surprise = -(share * functional.log_softmax(back[:, width:], dim=1)).sum(1).mean()
            return restored + 0.5 * surprise

        taught, checked = teach(network, loss, np.arange(len(facts)), seed, progress)
        with torch.no_grad():
            vectors = np.vstack([encoder(rows(part)).numpy() for part in blocks(len(facts), 4096)])
        weights, parameters = packed(network)
    return Learned(vectors, taught, checked, weights, parameters)
