import {
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
  type KeyboardSensorOptions,
} from '@dnd-kit/core';

// The same objects at every render, or every draggable would render with each step of a drag.
const mouse = { activationConstraint: { distance: 6 } };
// A finger that moves at once scrolls; one that rests drags.
const touch = { activationConstraint: { delay: 250, tolerance: 8 } };

/** Lets things be dragged with a mouse at once, with a finger after a moment and, if `keyboard` is given, by keys. */
export const useDragSensors = (keyboard?: KeyboardSensorOptions) => {
  const keys = useSensor(KeyboardSensor, keyboard);
  return useSensors(useSensor(MouseSensor, mouse), useSensor(TouchSensor, touch), keyboard && keys);
};
