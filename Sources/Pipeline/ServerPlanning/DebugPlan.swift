public import SystemPackage

/// What looks into the application while it runs.
public struct DebugPlan: Sendable, Equatable {
    public enum Debugger: String, Sendable {
        case pdb
        case ipdb
        case pudb
        case debugpy

        /// The Python package that has to be installed; nil where it comes with Python.
        public var package: String? {
            self == .pdb ? nil : rawValue
        }
    }

    public struct DebuggerPlan: Sendable, Equatable {
        public let debugger: Debugger
        public let entersAtStart: Bool
        /// Of 127.0.0.1, for debugpy; 0: a free one.
        public let port: Int
    }

    public struct ProfilerPlan: Sendable, Equatable {
        public let directory: FilePath
        /// `pstats`, `speedscope`, `flamegraph`.
        public let format: String
    }

    public struct CoveragePlan: Sendable, Equatable {
        public let directory: FilePath
        public let sources: [FilePath]
    }

    public struct RecorderPlan: Sendable, Equatable {
        public let directory: FilePath
        public let redacted: [String]
        public let keepsSecrets: Bool
        /// Bytes.
        public let bodyLimit: Int
    }

    /// One process, one thread, and the terminal is its own.
    public let isDebugMode: Bool
    public let debugger: DebuggerPlan?
    public let profiler: ProfilerPlan?
    public let coverage: CoveragePlan?
    public let recorder: RecorderPlan?
    public let validates: Bool
    /// The gdb that Apache runs under.
    public let gdb: String?

    /// Where measurements and recordings go: made before the start, for the run user alone.
    public var directories: [FilePath] {
        [profiler?.directory, coverage?.directory, recorder?.directory].compactMap { $0 }
    }

    public var hasInstruments: Bool {
        isDebugMode || debugger != nil || profiler != nil || coverage != nil || recorder != nil || validates
    }

    /// Packages of the project's environment that have to be there, and the options that want them.
    public var packages: [(name: String, option: String)] {
        (debugger?.debugger.package.map { [($0, "debugger")] } ?? [])
            + (coverage == nil ? [] : [("coverage", "enable-coverage")])
    }
}
