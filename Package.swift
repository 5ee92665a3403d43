// swift-tools-version: 6.1
import PackageDescription

/// Every target names its storey as a folder; a target imports only from its own storey or from one below.
private let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A test may use what its subjects bring along without naming it.
private let lenient: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

private let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
private let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

private func storey(
    _ storey: String, _ name: String, _ dependencies: [Target.Dependency] = [], _ linking: [LinkerSetting] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(storey)/\(name)", swiftSettings: strict,
        linkerSettings: linking)
}

private func tests(of name: String, _ dependencies: [Target.Dependency] = [], snapshots: Bool = false) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + dependencies,
        path: "Tests/\(name)Tests",
        exclude: snapshots ? ["Snapshots"] : [],
        swiftSettings: lenient)
}

let package = Package(
    name: "expressway",
    products: [.executable(name: "expressway", targets: ["expressway"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        // Foundations
        .target(name: "CProcess", path: "Sources/Foundations/CProcess"),
        storey("Foundations", "Diagnostics"),
        storey("Foundations", "PathPatterns"),
        .systemLibrary(name: "CLibYAML", path: "Sources/Foundations/CLibYAML"),
        storey("Foundations", "SpannedYAML", ["CLibYAML", "Diagnostics"], [.linkedLibrary(":libyaml.a")]),

        // Model
        storey("Model", "OptionCatalogue", ["Diagnostics"]),
        storey("Model", "HostFacts", [system]),
        storey("Model", "ApacheSyntax", ["OptionCatalogue"]),

        // Pipeline
        storey(
            "Pipeline", "ProfileResolution",
            ["OptionCatalogue", "HostFacts", "SpannedYAML", "Diagnostics", system]),
        storey("Pipeline", "ProfileEditing", ["SpannedYAML", "Diagnostics"]),
        storey("Pipeline", "Scaffolding", ["SpannedYAML", "Diagnostics"]),
        storey(
            "Pipeline", "ServerPlanning",
            ["ProfileResolution", "OptionCatalogue", "HostFacts", "PathPatterns", "Diagnostics", system]),
        storey(
            "Pipeline", "PlanRendering",
            [
                "ServerPlanning", "ProfileResolution", "OptionCatalogue", "HostFacts", "ApacheSyntax",
                "LogPresentation",
                "Diagnostics", system,
            ]),
        storey("Pipeline", "LogPresentation"),
        storey("Pipeline", "DjangoSnippets"),

        // Services
        storey("Services", "FileReading", [system]),
        storey(
            "Services", "ProfileReading", ["FileReading", "ProfileResolution", "Diagnostics", system]),
        storey("Services", "HostProbing", ["FileReading", "HostFacts", "CProcess", "Diagnostics", system]),
        storey("Services", "FileInstallation", ["FileReading", "HostFacts", "Diagnostics", system]),
        storey("Services", "ProjectFiles", ["FileReading", "Scaffolding", "Diagnostics", system]),
        storey("Services", "ExchangeJournal", [system]),
        storey("Services", "ChangeWatching", ["CProcess", "FileReading", "PathPatterns", system]),
        storey("Services", "LiveReloading", [system]),
        storey(
            "Services", "Supervision",
            ["CProcess", "ChangeWatching", "LiveReloading", "FileReading", "LogPresentation", "Diagnostics", system]),

        // The command line
        .executableTarget(
            name: "expressway",
            dependencies: [
                "OptionCatalogue", "HostFacts", "ApacheSyntax", "ProfileResolution", "ProfileEditing", "ServerPlanning",
                "PlanRendering",
                "LogPresentation", "DjangoSnippets", "Scaffolding", "ProjectFiles", "FileReading", "ProfileReading",
                "HostProbing", "FileInstallation",
                "ChangeWatching", "PathPatterns",
                "Supervision", "ExchangeJournal",
                "Diagnostics",
                "CProcess", arguments, system,
            ],
            path: "Sources/expressway",
            swiftSettings: strict),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["HostFacts", system], path: "Tests/TestSupport", swiftSettings: strict),
        tests(of: "Diagnostics"),
        tests(of: "PathPatterns"),
        // What holds for every text: asked by tests and by the fuzzer.
        .target(
            name: "ReadingProperties",
            dependencies: ["ProfileResolution", "OptionCatalogue", "SpannedYAML", "Diagnostics"],
            path: "Tests/ReadingProperties",
            swiftSettings: strict),
        tests(of: "SpannedYAML", ["ReadingProperties", "Diagnostics"], snapshots: true),
        tests(of: "OptionCatalogue", ["Diagnostics"]),
        tests(of: "ApacheSyntax"),
        tests(of: "ProfileResolution", ["ProfileSamples", "OptionCatalogue", "SpannedYAML", "Diagnostics", system]),
        // Profile files from seeds.
        .target(
            name: "ProfileSamples", dependencies: ["OptionCatalogue", "TestSupport"], path: "Tests/ProfileSamples",
            swiftSettings: strict),
        .testTarget(
            name: "ProfileSchemaTests",
            dependencies: [
                "expressway", "ProfileResolution", "SpannedYAML", "OptionCatalogue", "Diagnostics", "ProfileSamples",
                "TestSupport",
            ],
            path: "Tests/ProfileSchemaTests", exclude: ["judge_documents.py"], swiftSettings: lenient),
        .testTarget(
            name: "ProfileCorpusTests",
            dependencies: [
                "expressway", "ProfileReading", "ProfileResolution", "OptionCatalogue", "Diagnostics", "TestSupport",
                arguments,
                system,
            ],
            path: "Tests/ProfileCorpusTests", exclude: ["Corpus", "README.md"], swiftSettings: lenient),
        tests(of: "ProfileEditing", ["SpannedYAML", "Diagnostics"]),
        tests(of: "Scaffolding", ["Diagnostics"]),
        tests(of: "ProjectFiles", ["Scaffolding", "Diagnostics", system]),
        tests(of: "ServerPlanning", ["ProfileResolution", "OptionCatalogue", "HostFacts", "Diagnostics", system]),
        tests(
            of: "PlanRendering",
            [
                "ApacheSyntax", "ServerPlanning", "ProfileResolution", "OptionCatalogue", "HostFacts", "HostProbing",
                "CProcess", "FileReading", "Diagnostics",
                system,
            ],
            snapshots: true),
        tests(of: "ProfileReading", ["FileReading", "ProfileResolution", "Diagnostics", system]),
        tests(of: "HostProbing", ["FileReading", "HostFacts", "Diagnostics", system]),
        tests(of: "FileInstallation", ["FileReading", "HostFacts", "Diagnostics", system]),
        tests(of: "expressway", ["ProfileResolution", "OptionCatalogue", "Diagnostics", arguments, system]),
        tests(of: "CProcess"),
        tests(of: "ChangeWatching", ["PathPatterns", "CProcess", system]),
        tests(of: "LiveReloading", [system]),
        tests(of: "ExchangeJournal", [system], snapshots: true),
        tests(of: "LogPresentation"),
        tests(of: "DjangoSnippets"),
        // A supervision in a process of its own.
        .executableTarget(
            name: "SupervisionProbe", dependencies: ["Supervision", "ChangeWatching", "LogPresentation", system],
            path: "Tests/SupervisionProbe", swiftSettings: strict),
        tests(of: "Supervision", ["SupervisionProbe", "ChangeWatching", "LiveReloading", "LogPresentation", system]),
    ],
    swiftLanguageModes: [.v6]
)
