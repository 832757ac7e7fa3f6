"""What readers may see of an edition at an instant."""

from typing import Literal

Status = Literal["live", "draft", "scheduled", "expired"]
