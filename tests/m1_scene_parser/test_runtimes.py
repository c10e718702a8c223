"""The int8 model that ships says what the float model in transformers says."""

import pytest

from backend.m1_scene_parser.neural_parser import weights_folder

pytest.importorskip("torch", reason="torch is not installed; make train-setup")
pytest.importorskip("transformers", reason="transformers is not installed; make train-setup")


@pytest.mark.skipif(not (weights_folder() / "model.safetensors").is_file(), reason="the float weights are not here")
def test_int8_agrees_with_transformers() -> None:
    from training.m1_scene_parser.compare_runtimes import CAPTIONS, compare

    (_, all_of_them, _), (_, as_float, _), (_, as_int8, _) = compare(weights_folder(), CAPTIONS)
    assert all_of_them == as_float == len(CAPTIONS)
    assert as_int8 >= len(CAPTIONS) - 1
