"""What the machine can do that Python has no word for, as LLVM instructions.

Unaligned 8-byte loads and stores, counts of bits, and the classing of 64 bytes at once. Callers
keep every index in bounds: these do not check. LLVM lowers the 64-byte vector to what the processor has (one
AVX-512 register, two AVX2, four SSE2 or NEON), so the result is the same on all.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from wirecopy.kernels.constants import LINE_END
from wirecopy.kernels.folding import CLOSING, EITHER, OPENING

_BYTE = ir.IntType(8)
_WORD = ir.IntType(64)
_ROW = ir.VectorType(_BYTE, 64)
_UPPER_TO_LOWER = 32


def _address(context: Any, builder: Any, kind: Any, array: Any, index: Any, target: Any) -> Any:
    """Pointer to `array[index]`, seen as `target`."""
    data = context.make_array(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [index]), target.as_pointer())


@intrinsic
def load64(_typing: Any, data: Any, index: Any) -> Any:
    """The 8 bytes at `data[index:]` as a little-endian word."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        found = builder.load(_address(context, builder, signature.args[0], args[0], args[1], _WORD))
        found.align = 1
        return found

    return types.uint64(data, types.int64), code


@intrinsic
def store64(_typing: Any, data: Any, index: Any, word: Any) -> Any:
    """Write a word to `data[index:index + 8]`."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        place = _address(context, builder, signature.args[0], args[0], args[1], _WORD)
        builder.store(args[2], place).align = 1
        return context.get_dummy_value()

    return types.void(data, types.int64, types.uint64), code


@intrinsic
def trailing_zeros(_typing: Any, word: Any) -> Any:
    """Number of zero bits below the lowest set bit; 64 for 0."""

    def code(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        kind = ir.FunctionType(_WORD, [_WORD, ir.IntType(1)])
        count = cgutils.get_or_insert_function(builder.module, kind, "llvm.cttz.i64")
        return builder.call(count, [args[0], ir.Constant(ir.IntType(1), 0)])

    return types.int64(types.uint64), code


@intrinsic
def ones(_typing: Any, word: Any) -> Any:
    """Number of set bits."""

    def code(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.int64(types.uint64), code


@intrinsic
def class64(_typing: Any, source: Any, at: Any, target: Any, to: Any) -> Any:
    """Lower-case the 64 bytes at `source[at:]` into `target[to:]`; the bits of three classes among them.

    Word bytes: ASCII letters and digits and everything from 0x80 on. Digits: the ASCII ones. Marks: what
    begins or ends a quotation, which is line ends, and quotation marks as folding leaves them.
    """

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        def every(value: int) -> Any:
            return ir.Constant(_ROW, [value] * 64)

        def among(row: Any, first: int, count: int) -> Any:
            return builder.icmp_unsigned("<", builder.sub(row, every(first)), every(count))

        row = builder.load(_address(context, builder, signature.args[0], args[0], args[1], _ROW))
        row.align = 1
        raised = builder.or_(row, every(_UPPER_TO_LOWER))
        lower = builder.select(among(row, ord("A"), 26), raised, row)
        place = _address(context, builder, signature.args[2], args[2], args[3], _ROW)
        builder.store(lower, place).align = 1
        digits = among(lower, ord("0"), 10)
        letters = builder.or_(among(lower, ord("a"), 26), digits)
        words = builder.or_(letters, builder.icmp_unsigned(">=", row, every(0x80)))
        ends = builder.or_(among(row, EITHER, 1), among(row, LINE_END, 1))
        marks = builder.or_(among(row, OPENING, CLOSING - OPENING + 1), ends)
        found = [builder.bitcast(some, _WORD) for some in (words, digits, marks)]
        return context.make_tuple(builder, signature.return_type, found)

    return types.UniTuple(types.uint64, 3)(source, types.int64, target, types.int64), code
