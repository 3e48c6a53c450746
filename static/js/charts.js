// Charts: <figure class="p-figure" data-chart="bar-line"> holds a json_script of the data and a <details> table of the same figures.
(function () {
  "use strict";
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const PALETTE = { red: "--lv-red", yellow: "--lv-yellow", blue: "--lv-blue-line", ok: "--lv-ok", 1: "--ch-1", 2: "--ch-2", 3: "--ch-3", 4: "--ch-4", 5: "--ch-5", ink: "--p-ink" };
  const SYMBOL = { red: "diamond", yellow: "triangle", blue: "circle", ok: "roundRect" };

  function series(item, index) {
    const line = item.kind === "line";
    const shade = colour(PALETTE[item.colour || index + 1] || "--ch-1");
    return {
      name: item.name,
      type: line ? "line" : "bar",
      data: item.values.map((value, i) => (item.marked && item.marked.includes(i) ? { value, itemStyle: { color: colour("--lv-red") } } : value)),
      stack: item.stack || undefined,
      yAxisIndex: item.right ? 1 : 0,
      itemStyle: { color: shade },
      lineStyle: line ? { color: shade, width: 2, type: item.dashed ? "dashed" : "solid" } : undefined,
      symbol: "circle",
      symbolSize: line ? 5 : undefined,
      barMaxWidth: 22,
      endLabel: line && item.end_label ? { show: true, formatter: item.end_label, color: colour("--p-ink"), offset: [0, -14] } : undefined,
    };
  }

  // Rates stand on a fixed scale of 60 to 100 %, which gives way downwards only when one is lower.
  function lowest(data) {
    const values = data.series.filter((s) => s.right).flatMap((s) => s.values).filter((v) => v !== null);
    return Math.min(60, Math.floor(Math.min(...values, 100) / 20) * 20);
  }

  function axis(side, from) {
    return {
      type: "value", position: side,
      min: from, max: side === "right" ? 100 : undefined,
      splitLine: { show: side === "left", lineStyle: { color: colour("--p-line-2") } },
      axisLabel: { color: colour("--p-ink-3"), formatter: side === "right" ? "{value}%" : "{value}" },
    };
  }

  function option(data) {
    const ink = colour("--p-ink-2");
    return {
      animation: false,
      textStyle: { fontFamily: colour("--p-sans"), fontSize: 12 },
      grid: { left: 8, right: data.series.some((s) => s.end_label) ? 52 : 12, top: 34, bottom: 4, containLabel: true },
      legend: { left: 0, top: 0, itemWidth: 12, itemHeight: 9, textStyle: { color: ink }, data: data.series.map((s) => ({ name: s.name, icon: SYMBOL[s.colour] })) },
      tooltip: { trigger: "axis", renderMode: "richText", confine: true },
      xAxis: { type: "category", data: data.labels, axisTick: { show: false }, axisLabel: { color: colour("--p-ink-3") }, axisLine: { lineStyle: { color: colour("--p-line-strong") } } },
      yAxis: data.series.some((s) => s.right) ? [axis("left"), axis("right", lowest(data))] : axis("left"),
      series: data.series.map(series),
    };
  }

  function draw(figure) {
    const source = figure.querySelector("script[type='application/json']");
    const place = figure.querySelector(".p-chart");
    if (!source || !place || !window.echarts) return;
    const chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(option(JSON.parse(source.textContent)));
    new ResizeObserver(() => chart.resize()).observe(place);
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(draw));
})();
