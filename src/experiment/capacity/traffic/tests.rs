use super::*;
use crate::experiment::offered_load;
use crate::scenario::Scenario;

const PORT: &str = r#"
name = "two_terminals"
[horizon]
start = 2025-01-01
days = "60 d"
[port.harbor]
name = "Harbor"
[demand.harbor]
year = 2025
annual = "500000 TEU"
monthly = [85, 78, 74, 77, 75, 83, 94, 96, 95, 91, 88, 92]
growth_by_call_size = "0 %"
import_loaded = "50 %"
export_loaded = "20 %"
empty = "30 %"
[origin.far]
country = "China"
distance = "5000 nm"
[vessel_class.large]
capacity = "6000 TEU"
loa = "300 m"
beam = "40 m"
draft = "13 m"
air_draft = "47 m"
rows = 16
hatches = 16
cranes = 3
[terminal.east]
port = "harbor"
cycle_time = "2 min"
[terminal.east.wharf.main]
slots = 3
cranes = 6
[terminal.west]
port = "harbor"
cycle_time = "2 min"
[terminal.west.wharf.main]
slots = 3
cranes = 6
[service.a]
terminal = "east"
origin = "far"
window = "Mon 08:00"
vessel_class = "large"
[service.b]
terminal = "west"
origin = "far"
window = "Thu 08:00"
vessel_class = "large"
[service.tramp]
terminal = "west"
arrivals = { exponential = { mean = "40 h" } }
moves = 100
vessel_class = "large"
[extra_loaders.harbor]
origin = "far"
vessel_class = "large"
"#;

fn scenario() -> Scenario {
    let loaded = Scenario::parse(PORT, "two_terminals.toml", &[]);
    loaded.unwrap_or_else(|error| panic!("{error}")).0
}

fn weekly(scenario: &Scenario) -> Vec<f64> {
    let loads = offered_load(scenario);
    loads.iter().map(|load| load.teu_per_week).collect()
}

#[test]
fn a_terminal_s_traffic_grows_and_the_others_keep_theirs() {
    let scenario = scenario();
    let before = weekly(&scenario);
    let site = Site::terminal(&scenario.bay, "west").unwrap();
    for cargo in [0.6, 1.0, 1.5] {
        let after = weekly(&scaled(&scenario, site, &[cargo], 1.0));
        assert!((after[0] / before[0] - 1.0).abs() < 1e-9, "{after:?}");
        // A winter month below the mean blanks more, and 4 % always: near, not exact.
        assert!(
            (after[1] / before[1] / cargo - 1.0).abs() < 1e-9,
            "{after:?}"
        );
    }
    assert_eq!(Site::terminal(&scenario.bay, "north"), None);
}

#[test]
fn the_whole_bay_grows_by_one_factor_and_larger_calls_are_fewer() {
    let scenario = scenario();
    let (before, calls) = (weekly(&scenario), offered_load(&scenario));
    let larger = scaled(&scenario, Site::Bay, &[1.4], 1.25);
    let (after, fewer) = (weekly(&larger), offered_load(&larger));
    for terminal in 0..2 {
        assert!((after[terminal] / before[terminal] - 1.4).abs() < 1e-9);
        let ratio = fewer[terminal].calls_per_week / calls[terminal].calls_per_week;
        assert!((ratio - 1.4 / 1.25).abs() < 1e-9, "{ratio}");
    }
    assert!(
        larger
            .effective
            .ends_with("# capacity: traffic of bay 1.4 times, calls 1.25 times\n")
    );
}

#[test]
fn each_terminal_grows_by_a_factor_of_its_own() {
    let scenario = scenario();
    let before = weekly(&scenario);
    let site = Site::EachTerminal;
    // After the bay and its port.
    assert_eq!(site.groups(&scenario.bay), [2, 3]);
    let other = scaled(&scenario, site, &[0.8, 1.5], 1.0);
    let after = weekly(&other);
    for (terminal, factor) in [0.8, 1.5].into_iter().enumerate() {
        let grown = after[terminal] / before[terminal];
        assert!((grown / factor - 1.0).abs() < 1e-9, "{terminal}: {grown}");
    }
    assert!(
        other
            .effective
            .ends_with("# capacity: traffic of east 0.8 times, west 1.5 times, calls 1 times\n")
    );
    // The same factor for all is the growth of the bay, but for the parted extra loaders.
    let alike = weekly(&scaled(&scenario, site, &[1.4, 1.4], 1.0));
    for (alike, before) in alike.iter().zip(before) {
        assert!((alike / before - 1.4).abs() < 1e-9);
    }
}

#[test]
fn a_service_that_says_what_it_carries_grows_with_its_port() {
    let settings = [
        "demand.harbor.reference_annual=\"400000 TEU\"".to_owned(),
        "demand.harbor.growth_by_call_size=50 %".to_owned(),
        "service.b.moves=1000".to_owned(),
    ];
    let loaded = Scenario::parse(PORT, "two_terminals.toml", &settings);
    let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
    let (before, calls) = (weekly(&scenario), offered_load(&scenario));
    let site = Site::terminal(&scenario.bay, "west").unwrap();
    let scaled = scaled(&scenario, site, &[1.44], 1.0);
    let (after, more) = (weekly(&scaled), offered_load(&scaled));
    assert!((after[1] / before[1] - 1.44).abs() < 1e-9, "{after:?}");
    // The stream comes so many times as often; calls of the service are larger as well.
    let ratio = more[1].calls_per_week / calls[1].calls_per_week;
    assert!(ratio > 1.2 && ratio < 1.44, "{ratio}");
}

#[test]
fn growth_is_counted_from_the_year_the_demand_is_given_for() {
    use crate::experiment::capacity::Years;
    let settings = [
        "demand.harbor.growth=10 %/yr".to_owned(),
        "horizon.start=2027-01-01".to_owned(),
        "horizon.days=365 d".to_owned(),
    ];
    let loaded = Scenario::parse(PORT, "two_terminals.toml", &settings);
    let scenario = loaded.unwrap_or_else(|error| panic!("{error}")).0;
    // Two years of growth are in what was simulated: 605,000 TEU of the port, half of it here.
    let years = Years::new(&scenario, 302_500.0, (2025, 2030), Vec::new());
    assert_eq!(years.base_year, 2025);
    assert!(
        (years.base_teu / 250_000.0 - 1.0).abs() < 1e-3,
        "{}",
        years.base_teu
    );
}
