"""Arithmetic for a number that an applicant does not have yet: `ESTIMATES`, by the names that a person types."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tailor.estimate.engineer_hours import engineer_hours
from tailor.estimate.fraud_loss import fraud_loss
from tailor.estimate.gpu_hours import gpu_hours
from tailor.estimate.inference_cost import inference_cost
from tailor.estimate.latency_users import latency_users
from tailor.estimate.storage import storage
from tailor.estimate.working import Estimate

ESTIMATES: Mapping[str, Callable[..., Estimate]] = {
    "inference-cost": inference_cost,
    "gpu-hours": gpu_hours,
    "latency-users": latency_users,
    "fraud-loss": fraud_loss,
    "engineer-hours": engineer_hours,
    "storage": storage,
}
