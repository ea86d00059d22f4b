package org.odksync.api.answer;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.Map;
import org.odksync.monitor.Statistics;

/** What the runs were like, by sync type. */
public record StatisticsByType(@JsonAnyGetter Map<String, Statistics> types) {}
