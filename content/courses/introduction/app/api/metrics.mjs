// Counts requests and prints the numbers in the text format of Prometheus:
// https://prometheus.io/docs/instrumenting/exposition_formats/
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]; // upper bounds in seconds

export function createMetrics() {
  const counts = new Map(); // labels → number of requests
  const durations = new Map(); // labels → { buckets, sum, count }

  // route, not the path as asked for: a stranger who asks for random paths would create a time series with each.
  function observe({ method, route, status, seconds }) {
    const labels = `method="${method}",path="${route}",status="${status}"`;
    counts.set(labels, (counts.get(labels) ?? 0) + 1);

    const path = `path="${route}"`;
    const duration = durations.get(path) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
    durations.set(path, duration);
    // Buckets are cumulative: a request of 30 ms counts in "up to 50 ms" and in every larger one.
    BUCKETS.forEach((bound, index) => {
      if (seconds <= bound) duration.buckets[index] += 1;
    });
    duration.sum += seconds;
    duration.count += 1;
  }

  function print() {
    const lines = [
      "# HELP shop_requests_total Requests, by how they were answered.",
      "# TYPE shop_requests_total counter",
      ...[...counts].map(([labels, count]) => `shop_requests_total{${labels}} ${count}`),
      "# HELP shop_request_duration_seconds Time from a request to its answer.",
      "# TYPE shop_request_duration_seconds histogram",
      ...[...durations].flatMap(([labels, duration]) => histogramLines(labels, duration)),
      "# HELP process_resident_memory_bytes Memory that the process occupies.",
      "# TYPE process_resident_memory_bytes gauge",
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    ];
    return `${lines.join("\n")}\n`;
  }

  return { observe, print };
}

function histogramLines(labels, { buckets, sum, count }) {
  const name = "shop_request_duration_seconds";
  return [
    ...BUCKETS.map((bound, index) => `${name}_bucket{${labels},le="${bound}"} ${buckets[index]}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ];
}
