// Broken on purpose: it rounds as you learned at school, Kubernetes does not. The lab repairs it.
// How many Pods may a rolling update add (surge), and how many may be missing (unavailable)?
export function limits(replicas, maxSurge, maxUnavailable) {
  const surge = Math.round(share(maxSurge, replicas));
  const unavailable = Math.round(share(maxUnavailable, replicas));
  return { surge, unavailable };
}

// "25%" of 10 is 2.5; "3" is 3, whatever the number of replicas.
function share(value, replicas) {
  return value.endsWith("%") ? (parseFloat(value) * replicas) / 100 : Number(value);
}
