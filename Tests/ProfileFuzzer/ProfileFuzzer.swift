import ReadingProperties

/// What libFuzzer calls with each text that it thinks of: it is read as YAML, and as a profile file whose profiles are all resolved.
///
/// Source: LLVM 21, libFuzzer, LLVMFuzzerTestOneInput.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let violation = ReadingProperties.violation(of: bytes) { fatalError(violation) }
    return 0
}
