import SystemPackage

/// Paths that are relative to the place that wrote them.
enum RelativePath {
    /// - Parameter directory: absolute.
    /// - Returns: the path without `.` and `..`; an empty one as it is.
    static func absolute(_ path: String, from directory: String) -> String {
        path.isEmpty ? path : FilePath(directory).pushing(FilePath(path)).lexicallyNormalized().string
    }
}
