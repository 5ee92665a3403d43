import SystemPackage

/// Watches all that an application is made from: the project, and what the application says that it has loaded. A class: it owns the watchers. Not for
/// several threads.
public final class ProjectWatcher {
    public typealias Instant = ContinuousClock.Instant

    /// What a person should know; each is there once.
    public private(set) var problems: [WatchProblem] = []

    public let rules: WatchRules
    private let filter: PathFilter
    private let remote: RemoteFileSystems
    private let workingTrees: [GitWorkingTree]
    private var trees: [Tree] = []
    private var elsewhere: FileWatcher?
    private var followed: Set<FilePath> = []
    /// The last of each kind, for a watcher that takes the place of this one.
    private var lastLoaded: (all: LoadedApplication?, part: LoadedApplication?)

    private struct Tree {
        let roots: [FilePath]
        let filter: any WatchFilter
        var watcher: any TreeWatcher
        /// How many of its problems have been dealt with.
        var settled = 0
    }

    public convenience init(_ rules: WatchRules) { self.init(rules, remote: .known) }

    /// Follows what an earlier one has followed, by other rules.
    public convenience init(_ rules: WatchRules, inPlaceOf earlier: ProjectWatcher) {
        self.init(rules, remote: earlier.remote)
        if let part = earlier.lastLoaded.part { follow(part, isAll: false) }
        if let all = earlier.lastLoaded.all { follow(all) }
    }

    init(_ rules: WatchRules, remote: RemoteFileSystems) {
        self.rules = rules
        self.remote = remote
        workingTrees = rules.heedsGit ? GitWorkingTree.all(for: rules.roots) : []
        filter = PathFilter(rules)
        watch(rules.allRoots, filter)
    }

    public var descriptors: [Int32] {
        trees.compactMap(\.watcher.descriptor) + [elsewhere?.descriptor].compactMap { $0 }
    }

    /// When `readChanges` wants to be called though nothing is readable; nil: never.
    public var nextLook: Instant? {
        (trees.compactMap(\.watcher.nextLook) + [elsewhere?.nextLook].compactMap { $0 }).min()
    }

    /// What happened since the last call, without waiting.
    public func readChanges(at instant: Instant = .now) -> [Change] {
        let changes =
            trees.flatMap { $0.watcher.readChanges(at: instant) } + (elsewhere?.readChanges(at: instant) ?? [])
        settleProblems()
        return changes
    }

    /// Whether Git is at work in the project: more changes come.
    public var isBeingCheckedOut: Bool { workingTrees.contains(where: \.isBeingWritten) }

    // MARK: - What the application has loaded

    /// - Parameter isAll: whether nothing else will have been loaded.
    public func follow(_ loaded: LoadedApplication, isAll: Bool = true) {
        if isAll {
            filter.loaded = Set(loaded.sources)
            lastLoaded.all = loaded
        } else {
            lastLoaded.part = loaded
        }
        let packages = loaded.packages.filter { !filter.isInProject($0) && !rules.excluded.cover($0) }
        follow(packages, .packages)
        let outside = loaded.sources.filter { source in
            !filter.covers(source) && !rules.excluded.cover(source) && !packages.contains { source.starts(with: $0) }
        }
        if !outside.isEmpty {
            let watcher = elsewhere ?? FileWatcher([], polls: rules.polls)
            watcher.watch(outside)
            elsewhere = watcher
        }
        follow(loaded.cachedTemplates, .everything)
        follow(loaded.locales, .catalogues)
    }

    /// It is being loaded anew: what it will have loaded then is not known.
    public func forgetLoaded() { filter.loaded = nil }

    /// Those that are watched already stay as they are, with what they have seen.
    private func follow(_ directories: [FilePath], _ pattern: ReloadPattern) {
        let new = directories.filter { followed.insert($0).inserted }
        guard !new.isEmpty else { return }
        watch(new, PlainFilter(pattern: pattern, ignored: rules.ignored, excluded: rules.excluded))
    }

    // MARK: - Ways to watch

    private func watch(_ roots: [FilePath], _ filter: any WatchFilter) {
        let polling = rules.polls ? PollingWatcher(roots: roots, filter: filter) : nil
        if let watcher: any TreeWatcher = polling ?? (try? ChangeWatcher(roots: roots, filter: filter, remote: remote))
        {
            trees.append(Tree(roots: roots, filter: filter, watcher: watcher))
        } else {
            trees.append(Tree(roots: roots, filter: filter, watcher: PollingWatcher(roots: roots, filter: filter)))
            note(.unavailable)
        }
        settleProblems()
    }

    /// Polls what the kernel does not tell of.
    private func settleProblems() {
        for index in trees.indices {
            let tree = trees[index]
            let new = tree.watcher.problems.dropFirst(tree.settled)
            trees[index].settled += new.count
            for problem in new {
                note(problem)
                switch problem {
                case .limitReached:
                    trees[index].watcher = PollingWatcher(roots: tree.roots, filter: tree.filter)
                    trees[index].settled = 0
                case .remote(let directory, _):
                    let polling = PollingWatcher(roots: [directory], filter: tree.filter)
                    trees.append(Tree(roots: [directory], filter: tree.filter, watcher: polling))
                case .unreadable, .unavailable, .selfMade:
                    break
                }
            }
        }
    }

    private func note(_ problem: WatchProblem) {
        if !problems.contains(problem) { problems.append(problem) }
    }
}
